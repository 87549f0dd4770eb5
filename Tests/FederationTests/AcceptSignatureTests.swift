import Foundation
import TestServer
import Testing

@testable import Federation

/// What a server may ask for where it refuses a signature (RFC 9421 section 5).
struct AcceptSignatureTests {
  @Test func `what is asked for is covered, as far as there is such a thing`() async throws {
    let asked = """
      sig1=("@method" "@authority" "@path" "content-type" "content-length" "x-none" "@status")\
      ;created;keyid;tag="fediverse"
      """
    try await PostOffice.open { request in
      request["Signature-Input"] == nil
        ? .response(401, headers: ["Accept-Signature": asked]) : .response(202)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      let inputs = office.server.requests.map { $0["Signature-Input"] }
      #expect(inputs.count == 2)
      let second = try #require(inputs.last ?? nil)
      let list = """
        sig1=("@method" "@target-uri" "content-digest" "@authority" "@path" "content-type" \
        "content-length");
        """
      #expect(second.hasPrefix(list), "\(second)")
      let request = try #require(office.server.requests.last)
      let received = ReceivedRequest(
        method: request.method, target: request.target,
        headers: request.headers.map { ($0[0], $0[1]) }, body: request.body)
      let claim = try #require(try SignatureClaim.claims(of: received).first)
      let pem = try await office.newswire.keys.publicPEM(
        of: try #require(Handle("mill")), now: office.clock.now)
      let origin = "http://\(try #require(request["Host"]))"
      #expect(claim.isValid(for: received, at: origin, by: try VerificationKey(pem: pem)))
    }
  }

  @Test(arguments: ["", "sig1", "sig1=1", "sig1=(\"@method\"", "=,=", "sig1=(x);created"])
  func `what cannot be read asks for nothing`(header: String) {
    #expect(MessageSignatureReader.components(accepted: header).isEmpty)
  }

  @Test func `whoever refuses both is not asked a third time`() async throws {
    try await PostOffice.open { _ in
      .response(401, headers: ["Accept-Signature": "sig1=(\"@method\");created"])
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.count == 2)
    }
  }
}
