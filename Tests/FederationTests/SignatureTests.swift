import Crypto
import CryptoExtras
import Fetching
import Foundation
import Testing

@testable import Federation

@Suite struct SignatureTests {
  private static let pair = Result { try KeyPair.generate() }
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)
  private static let keyID = "https://peer.example/users/ada#main-key"
  private static let origin = "https://news.example.coop"

  /// What arrives of a request that one of our actors signs.
  private func received(
    _ scheme: SignatureScheme, method: Request.Method = .post, at now: Date = now
  ) throws -> ReceivedRequest {
    let key = SigningKey(id: Self.keyID, privateKey: try Self.pair.get().privateKey)
    let request = try Request(
      method, Self.origin + "/ap/inbox?a=b%20c",
      headers: method == .post ? ["Content-Type": "application/activity+json"] : [:],
      body: method == .post ? Array("{\"type\":\"Like\"}".utf8) : nil
    ).signed(by: key, as: scheme, now: now)
    return ReceivedRequest(
      method: method.rawValue, target: "/ap/inbox?a=b%20c",
      headers: request.headers.fields.map { ($0.name.lowercased(), $0.value) },
      body: request.body ?? [])
  }

  private func verify(_ request: ReceivedRequest, at now: Date = now) throws {
    let key = try VerificationKey(pem: Self.pair.get().publicPEM)
    let claims = try SignatureClaim.claims(of: request)
    let claim = try #require(claims.first)
    #expect(claim.keyID == Self.keyID)
    try claim.check(request, host: "news.example.coop", now: now)
    guard claim.isValid(for: request, at: Self.origin, by: key) else {
      throw SignatureError.invalid
    }
  }

  @Test(arguments: SignatureScheme.allCases, [Request.Method.post, .get])
  func `what we sign, we accept`(_ scheme: SignatureScheme, _ method: Request.Method) throws {
    try verify(try received(scheme, method: method))
  }

  @Test(arguments: SignatureScheme.allCases)
  func `S7: without any one of its headers a request is refused`(_ scheme: SignatureScheme) throws {
    let whole = try received(scheme)
    let needed: Set<String> =
      scheme == .cavage
      ? ["host", "date", "digest", "content-type", "signature"]
      : ["host", "content-digest", "signature", "signature-input"]
    for name in needed {
      var request = whole
      request.headers.removeAll { $0.name == name }
      #expect(throws: SignatureError.self, "\(name)") { try verify(request) }
    }
  }

  @Test(arguments: SignatureScheme.allCases)
  func `S7: a changed body, path, method or host is refused`(_ scheme: SignatureScheme) throws {
    let whole = try received(scheme)
    var changed = Array(repeating: whole, count: 4)
    changed[0].body[3] ^= 1
    changed[1].target = "/ap/inbox?a=b c"
    changed[2].method = "PUT"
    changed[3].headers = whole.headers.map { $0.name == "host" ? ($0.name, "evil.example") : $0 }
    for request in changed {
      #expect(throws: SignatureError.self) { try verify(request) }
    }
  }

  @Test(arguments: SignatureScheme.allCases)
  func `a signature is good for an hour, and a clock may be five minutes ahead`(
    _ scheme: SignatureScheme
  ) throws {
    let request = try received(scheme)
    try verify(request, at: Self.now.addingTimeInterval(3600))
    try verify(request, at: Self.now.addingTimeInterval(-300))
    #expect(throws: SignatureError.tooOld) {
      try verify(request, at: Self.now.addingTimeInterval(3602))
    }
    #expect(throws: SignatureError.fromTheFuture) {
      try verify(request, at: Self.now.addingTimeInterval(-302))
    }
  }

  @Test func `S7: a signature that covers less than it must is refused`() throws {
    for headers in [
      "", "date", "host date digest", "(request-target) date digest",
      "(request-target) host digest", "(request-target) host date",
    ] {
      var request = try received(.cavage)
      request.headers = request.headers.map { header in
        guard header.name == "signature" else { return header }
        return (
          header.name,
          header.value.replacing(/headers="[^"]*"/, with: "headers=\"\(headers)\"")
        )
      }
      #expect(throws: SignatureError.self, "\(headers)") { try verify(request) }
    }
  }

  @Test func `S6: garbage, an empty signature and a key of another kind prove nothing`() throws {
    for value in ["", "bm9uc2Vuc2U=", "%%%"] {
      var request = try received(.cavage)
      request.headers = request.headers.map { header in
        header.name == "signature"
          ? (
            header.name, header.value.replacing(/signature="[^"]*"/, with: "signature=\"\(value)\"")
          )
          : header
      }
      #expect(throws: SignatureError.self) { try verify(request) }
    }
    let request = try received(.cavage)
    let curve = VerificationKey.ed25519(Curve25519.Signing.PrivateKey().publicKey)
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    #expect(!claim.isValid(for: request, at: Self.origin, by: curve))
  }

  @Test(arguments: ["rsa-sha1", "hmac-sha256", "none", ""])
  func `S6: weak and symmetric algorithms are refused`(_ name: String) throws {
    var request = try received(.cavage)
    request.headers = request.headers.map { header in
      header.name == "signature"
        ? (header.name, header.value.replacing("rsa-sha256", with: name)) : header
    }
    #expect(throws: SignatureError.unsupportedAlgorithm(name)) { try verify(request) }
  }

  @Test func `S2: a key id is read the same with and without quotes, and only once`() throws {
    let header = "keyId=https://a.example/k,headers=\"(request-target)\",signature=\"YQ==\""
    func request(_ header: String) -> ReceivedRequest {
      ReceivedRequest(method: "POST", target: "/", headers: [("Signature", header)], body: [])
    }
    let plain = try SignatureClaim.claims(of: request(header))
    let quoted = try SignatureClaim.claims(
      of: request(header.replacing("https://a.example/k", with: "\"https://a.example/k\"")))
    #expect(plain.map(\.keyID) == quoted.map(\.keyID))
    #expect(throws: SignatureError.repeatedParameter("keyid")) {
      try SignatureClaim.claims(of: request(header + ",KEYID=\"https://b.example/k\""))
    }
  }

  @Test func `an account is no key`() {
    let request = ReceivedRequest(
      method: "POST", target: "/",
      headers: [("Signature", "keyId=\"acct:a@b.example\",signature=\"YQ==\"")], body: [])
    #expect(throws: SignatureError.self) { try SignatureClaim.claims(of: request) }
  }

  @Test func `a label that cannot be read does not spoil one that can`() throws {
    var request = try received(.rfc9421)
    request.headers = request.headers.map { header in
      switch header.name {
      case "signature-input":
        (
          header.name,
          "proxy=(\"@method\");created=1;keyid=\"x\";alg=\"hmac-sha256\", " + header.value
        )
      case "signature": (header.name, "proxy=:YQ==:, " + header.value)
      default: header
      }
    }
    try verify(request)
  }

  @Test func `a time of its own may end a signature`() throws {
    let key = SigningKey(id: Self.keyID, privateKey: try Self.pair.get().privateKey)
    let seconds = Int(Self.now.timeIntervalSince1970)
    let base =
      "(request-target): get /x\nhost: news.example.coop\n(created): \(seconds)\n"
      + "(expires): \(seconds + 60)"
    let header =
      "keyId=\"\(Self.keyID)\",created=\(seconds),expires=\"\(seconds + 60)\","
      + "headers=\"(request-target) host (created) (expires)\",algorithm=\"hs2019\","
      + "signature=\"\(try key.signature(of: base))\""
    let request = ReceivedRequest(
      method: "GET", target: "/x",
      headers: [("Host", "news.example.coop"), ("Authorization", "Signature " + header)], body: [])
    try verify(request, at: Self.now.addingTimeInterval(59))
    #expect(throws: SignatureError.expired) {
      try verify(request, at: Self.now.addingTimeInterval(61))
    }
  }

  @Test func `SHA-512 is accepted from servers that say rsa-sha512 or hs2019`() throws {
    let privateKey = try Self.pair.get().privateKey
    let date = "Sat, 14 Nov 2026 13:46:40 GMT"
    let now = try #require(try? Date("2026-11-14T13:46:40Z", strategy: .iso8601))
    let base = "(request-target): get /x\nhost: news.example.coop\ndate: \(date)"
    let signature = try privateKey.signature(
      for: SHA512.hash(data: Array(base.utf8)), padding: .insecurePKCS1v1_5
    ).rawRepresentation.base64EncodedString()
    for algorithm in ["rsa-sha512", "hs2019"] {
      let header =
        "keyId=\"\(Self.keyID)\",algorithm=\"\(algorithm)\","
        + "headers=\"(request-target) host date\",signature=\"\(signature)\""
      try verify(
        ReceivedRequest(
          method: "GET", target: "/x",
          headers: [("Host", "news.example.coop"), ("Date", date), ("Signature", header)],
          body: []), at: now)
    }
  }

  @Test func `a digest among others counts, one of an unknown kind alone does not`() throws {
    let body = Array("{}".utf8)
    func check(_ value: String) throws {
      try BodyDigest.check(
        "digest",
        of: ReceivedRequest(method: "POST", target: "/", headers: [("Digest", value)], body: body))
    }
    let good = BodyDigest.header(of: body)
    try check("MD5=abc, " + good.replacing("SHA-256", with: "sha-256"))
    #expect(throws: SignatureError.noUsableDigest) { try check("MD5=abc") }
    #expect(throws: SignatureError.wrongDigest) { try check(BodyDigest.header(of: [1])) }
  }

  @Test func `a Multikey is read`() throws {
    let multibase = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
    guard case .ed25519 = try VerificationKey(multibase: multibase) else {
      Issue.record("no Ed25519 key")
      return
    }
    #expect(throws: SignatureError.self) { try VerificationKey(multibase: "z6MkrJ") }
  }

  @Test func `a request with both forms is read as RFC 9421 only`() throws {
    var request = try received(.rfc9421)
    request.headers.append(("authorization", "Signature keyId=\"x\",signature=\"YQ==\""))
    #expect(try SignatureClaim.claims(of: request).map(\.scheme) == [.rfc9421])
  }

  @Test func `Misskey's path without its query is accepted`() throws {
    let key = SigningKey(id: Self.keyID, privateKey: try Self.pair.get().privateKey)
    let signed = try Request(.get, Self.origin + "/ap/users/news").signed(
      by: key, as: .cavage, now: Self.now)
    try verify(
      ReceivedRequest(
        method: "GET", target: "/ap/users/news?page=true",
        headers: signed.headers.fields.map { ($0.name, $0.value) }, body: []))
  }

  @Test func `keys that are too small are refused`() throws {
    let small = try _RSA.Signing.PrivateKey(unsafeKeySize: .init(bitCount: 1024))
    #expect(throws: SignatureError.self) {
      try VerificationKey(pem: small.publicKey.pemRepresentation)
    }
  }

  /// RFC 9421 appendix B.2.6, whose key is that of appendix B.1.4.
  @Test func `the Ed25519 vector of RFC 9421 is verified`() throws {
    let request = ReceivedRequest(
      method: "POST", target: "/foo?param=Value&Pet=dog",
      headers: [
        ("Host", "example.com"), ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"),
        (
          "Content-Digest",
          "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:"
        ), ("Content-Length", "18"),
        (
          "Signature-Input",
          #"sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519""#
        ),
        (
          "Signature",
          "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"
        ),
      ], body: Array(#"{"hello": "world"}"#.utf8))
    let pem = """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
      -----END PUBLIC KEY-----
      """
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    #expect(
      claim.isValid(for: request, at: "https://example.com", by: try VerificationKey(pem: pem)))
    try BodyDigest.check("content-digest", of: request)
  }
}
