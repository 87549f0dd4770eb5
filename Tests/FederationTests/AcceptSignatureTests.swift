import Foundation
import TestServer
import Testing

@testable import Federation

/// What a server may ask for where it refuses a signature (RFC 9421 section 5).
struct AcceptSignatureTests {
  /// Delivers to a server that refuses what is not signed after RFC 9421, and asks for this.
  private func requests(
    asking wish: String, status: Int = 401, _ test: (PostOffice) async throws -> Void = { _ in }
  ) async throws -> [TestRequest] {
    var requests: [TestRequest] = []
    try await PostOffice.open { request in
      request["Signature-Input"] == nil
        ? .response(status, headers: ["Accept-Signature": wish]) : .response(202)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      try await test(office)
      requests = office.server.requests
    }
    return requests
  }

  /// Expects that the actor has signed what arrived.
  private func expectValid(_ request: TestRequest, from office: PostOffice) async throws {
    let received = ReceivedRequest(
      method: request.method, target: request.target,
      headers: request.headers.map { ($0[0], $0[1]) }, body: request.body)
    let claim = try #require(try SignatureClaim.claims(of: received).first)
    let pem = try await office.newswire.keys.publicPEM(
      of: try #require(Handle("mill")), now: office.clock.now)
    let host = try #require(request["Host"])
    #expect(
      claim.isValid(for: received, at: "http://\(host)", by: try VerificationKey(pem: pem)))
    try claim.check(received, host: host, now: office.clock.now)
  }

  @Test(arguments: [400, 401])
  func `what is asked for is covered`(status: Int) async throws {
    let wish = """
      sig1=("@method" "@authority" "@path" "@query" "@scheme" "@request-target" "host" "date" \
      "content-type" "content-length" "accept");created;keyid
      """
    _ = try await requests(asking: wish, status: status) { office in
      let inputs = office.server.requests.map { $0["Signature-Input"] }
      #expect(inputs.count == 2)
      let second = try #require(inputs.last ?? nil)
      let list = """
        sig1=("@method" "@target-uri" "content-digest" "@authority" "@path" "@query" "@scheme" \
        "@request-target" "host" "date" "content-type" "content-length" "accept");created=
        """
      #expect(second.hasPrefix(list), "\(second)")
      try await expectValid(try #require(office.server.requests.last), from: office)
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
    }
  }

  @Test func `label, nonce, tag and end are those that were asked for`() async throws {
    let wish = """
      fedi=("@method" "@target-uri" "@authority" "content-digest");created;expires\
      ;nonce="a\\"b\\\\c;d";tag="fediverse";alg="rsa-v1_5-sha256"
      """
    _ = try await requests(asking: wish) { office in
      let request = try #require(office.server.requests.last)
      let input = try #require(request["Signature-Input"])
      let seconds = Int(office.clock.now.timeIntervalSince1970)
      #expect(
        input.hasPrefix("fedi=(\"@method\" \"@target-uri\" \"content-digest\" \"@authority\")"))
      #expect(input.contains(";created=\(seconds);expires=\(seconds + 3600);keyid=\""))
      #expect(input.hasSuffix(";nonce=\"a\\\"b\\\\c;d\";tag=\"fediverse\""), "\(input)")
      #expect(request["Signature"]?.hasPrefix("fedi=:") == true)
      try await expectValid(request, from: office)
    }
  }

  @Test(arguments: [
    "(\"@method\" \"x-none\");created", "(\"@method\" \"@status\");created",
    "(\"@method\" \"@query-param\";name=\"a\");created", "(\"content-digest\";req);created",
    "(\"signature\");created", "(\"@signature-params\")", "(\"@method\" \"@method\")", "(x)",
    "(\"@method\");alg=\"ed25519\"", "(\"@method\");alg=\"rsa-pss-sha512\"",
    "(\"@method\");keyid=\"https://other.example/key\"",
    "(\"@method\");nonce=\"\(String(repeating: "a", count: 257))\"",
  ])
  func `where something is asked for that there is not, nobody knocks again`(
    wish: String
  ) async throws {
    let requests = try await requests(asking: "sig1=" + wish) { office in
      // It may ask for less the next time.
      let statuses = try office.rows("SELECT status FROM delivery")
      #expect(statuses == ["401"])
    }
    #expect(requests.map { $0["Signature-Input"] } == [nil])
  }

  @Test func `the first wish that can be granted is`() async throws {
    let requests = try await requests(
      asking: "a=(\"@method\" \"x-none\"), b=(\"@method\" \"@path\");nonce=\"n\"")
    #expect(requests.count == 2)
    let input = try #require(requests.last?["Signature-Input"])
    #expect(input.hasPrefix("b=(\"@method\" \"@target-uri\" \"content-digest\" \"@path\");"))
  }

  @Test(arguments: [
    "", "sig1", "sig1=1", "sig1=(\"@method\"", "=,=", "sig1=?1, b=\"(x)\"", "Ä=(\"@path\")",
    "sig1=(\"@path\"), sig1=(\"@query\")",
  ])
  func `what cannot be read asks for nothing but RFC 9421`(header: String) async throws {
    #expect(SignatureWish.wishes(in: header) == nil)
    guard header.allSatisfy(\.isASCII) else { return }
    let requests = try await requests(asking: header)
    #expect(requests.count == 2)
    let list = "sig1=(\"@method\" \"@target-uri\" \"content-digest\");"
    #expect(requests.last?["Signature-Input"]?.hasPrefix(list) == true)
  }

  @Test(arguments: [nil, "sig1=(\"@method\");created", "sig1=(\"@method\");nonce=\"n\""])
  func `whoever refuses both is not asked a third time`(wish: String?) async throws {
    try await PostOffice.open { _ in
      .response(401, headers: wish.map { ["Accept-Signature": $0] } ?? [:])
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map { $0["Signature-Input"] != nil } == [false, true])
    }
  }

  @Test func `a host that asks anew each time is answered anew each time`() async throws {
    try await PostOffice.open { request in
      request["Signature-Input"]?.contains(";nonce=\"\(request.target)\"") == true
        ? .response(202)
        : .response(
          401, headers: ["Accept-Signature": "sig1=(\"@method\");nonce=\"\(request.target)\""])
    } _: { office in
      try office.follow("mill", by: "ada")
      for title in ["One", "Two"] {
        _ = try await office.tell(title)
        try await office.work()
      }
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
      // That the host takes RFC 9421 is remembered, what it wanted once is not.
      let inputs = office.server.requests.map { $0["Signature-Input"] }
      #expect(inputs.map { $0 != nil } == [false, true, true, true])
      #expect(inputs.map { $0?.contains("nonce") == true } == [false, true, false, true])
    }
  }

  @Test func `what we ask of others is signed as they want it, too`() async throws {
    try await Correspondence.open { post in
      func answer(_ name: String, asking wish: String) {
        post.peers.answer(
          "/users/\(name)", with: .response(401, headers: ["Accept-Signature": wish]))
      }
      answer("ada", asking: "a=(\"@method\" \"@authority\" \"date\");nonce=\"n\"")
      answer("bob", asking: "a=(\"@method\" \"content-digest\")")
      for name in ["ada", "bob"] {
        await #expect(throws: RemoteError.self) {
          try await post.documents.object(at: post.id(name))
        }
      }
      let requests = post.peers.server.requests
      #expect(requests.map(\.target) == ["/users/ada", "/users/ada", "/users/bob"])
      let inputs = requests.map { $0["Signature-Input"] }
      #expect(inputs[0] == nil && inputs[2] == nil)
      let list = "a=(\"@method\" \"@target-uri\" \"@authority\" \"date\");"
      #expect(inputs[1]?.hasPrefix(list) == true)
      #expect(inputs[1]?.hasSuffix(";nonce=\"n\"") == true)
    }
  }
}
