import Foundation
import Testing

@testable import Federation

/// What is signed, letter by letter as the examples of RFC 9421 have it.
struct SignatureBaseTests {
  private static let digest = """
    sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:
    """
  /// RFC 9421 appendix B.1.4.
  private static let curveKey = VectorTests.pem(
    "PUBLIC KEY", "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")

  /// The request of appendix B.2 with a signature that says this of itself.
  private static func request(
    _ input: String, _ signature: String = "YQ==", host: String = "example.com",
    more: [(name: String, value: String)] = []
  ) -> ReceivedRequest {
    ReceivedRequest(
      method: "POST", target: "/foo?param=Value&Pet=dog",
      headers: [
        ("Host", host), ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"), ("Content-Digest", digest), ("Content-Length", "18"),
        ("Signature-Input", "sig1=\(input)"), ("Signature", "sig1=:\(signature):"),
      ] + more, body: Array("{\"hello\": \"world\"}".utf8))
  }

  @Test(arguments: [
    // Section 2.5.
    (
      """
      "@method": POST
      "@authority": example.com
      "@path": /foo
      "content-digest": \(digest)
      "content-length": 18
      "content-type": application/json

      """,
      """
      ("@method" "@authority" "@path" "content-digest" "content-length" "content-type")\
      ;created=1618884473;keyid="test-key-rsa-pss"
      """
    ),
    // Appendix B.2.1.
    (
      "", "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\""
    ),
    // Appendix B.2.3.
    (
      """
      "date": Tue, 20 Apr 2021 02:07:55 GMT
      "@method": POST
      "@path": /foo
      "@query": ?param=Value&Pet=dog
      "@authority": example.com
      "content-type": application/json
      "content-digest": \(digest)
      "content-length": 18

      """,
      """
      ("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" \
      "content-length");created=1618884473;keyid="test-key-rsa-pss"
      """
    ),
    // Appendix B.2.5.
    (
      """
      "date": Tue, 20 Apr 2021 02:07:55 GMT
      "@authority": example.com
      "content-type": application/json

      """,
      "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\""
    ),
    // Appendix B.2.6.
    (
      """
      "date": Tue, 20 Apr 2021 02:07:55 GMT
      "@method": POST
      "@path": /foo
      "@authority": example.com
      "content-type": application/json
      "content-length": 18

      """,
      """
      ("date" "@method" "@path" "@authority" "content-type" "content-length")\
      ;created=1618884473;keyid="test-key-ed25519"
      """
    ),
  ])
  func `what we check a signature against is what RFC 9421 says was signed`(
    lines: String, input: String
  ) throws {
    let request = Self.request(input)
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    #expect(
      SignatureBase.variants(of: claim, request, origin: "https://example.com")
        == [lines + "\"@signature-params\": " + input])
  }

  /// Section 2.2, whose requests go to www.example.com.
  @Test(arguments: [
    ("@target-uri", "/path?param=value", "https://www.example.com/path?param=value"),
    ("@authority", "/path?param=value", "www.example.com"),
    ("@scheme", "/path?param=value", "https"),
    ("@request-target", "/path?param=value", "/path?param=value"),
    ("@path", "/path?param=value", "/path"),
    ("@query", "/path?param=value&foo=bar&baz=bat%2Dman", "?param=value&foo=bar&baz=bat%2Dman"),
    ("@query", "/path?queryString", "?queryString"),
    ("@query", "/path?", "?"),
    ("@query", "/path", "?"),
  ])
  func `each part of a request is what section 2 2 of RFC 9421 says`(
    component: String, target: String, value: String
  ) throws {
    var request = Self.request("(\"\(component)\");created=1;keyid=\"k\"", host: "www.example.com")
    request.target = target
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    let base = try #require(
      SignatureBase.variants(of: claim, request, origin: "https://www.example.com").first)
    #expect(base.hasPrefix("\"\(component)\": \(value)\n"))
  }

  /// Section 2.1: obsolete folds aside, which no request reaches us with.
  @Test(arguments: [
    (["max-age=60", "   must-revalidate"], "max-age=60, must-revalidate"),
    ([" a=1,    b=2;x=1;y=2,   c=(a   b   c) \t"], "a=1,    b=2;x=1;y=2,   c=(a   b   c)"),
    (["", ""], ", "), ([""], ""),
  ])
  func `the values of a field are trimmed and joined, and not touched within`(
    values: [String], value: String
  ) throws {
    let request = Self.request(
      "(\"x-example\");created=1;keyid=\"k\"",
      more: values.map { ("X-Example", $0) })
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    let base = try #require(
      SignatureBase.variants(of: claim, request, origin: "https://example.com").first)
    #expect(base.hasPrefix("\"x-example\": \(value)\n"))
  }

  /// Section 4.3: the only signature with RSA and SHA-256, as nearly all servers make them, and a second
  /// one beside it of a kind that is not read here.
  @Test func `a proxy's signature holds beside one of another kind, and for its minute`() throws {
    let origin = "https://origin.host.internal.example"
    var request = Self.request(
      "", host: "origin.host.internal.example",
      more: [("Forwarded", "for=192.0.2.123;host=example.com;proto=https")])
    request.headers.removeAll { $0.name.hasPrefix("signature") }
    request.headers.append(
      (
        "signature-input",
        """
        sig1=("@method" "@authority" "@path" "content-digest" "content-type" "content-length")\
        ;created=1618884475;keyid="test-key-ecc-p256", \
        proxy_sig=("@method" "@authority" "@path" "content-digest" "content-type" \
        "content-length" "forwarded");created=1618884480;keyid="test-key-rsa"\
        ;alg="rsa-v1_5-sha256";expires=1618884540
        """
      ))
    request.headers.append(
      (
        "signature",
        """
        sig1=:hNojB+wWw4A7SYF3qK1S01Y4UP5i2JZFYa2WOlMB4Np5iWmJSO0bDe2hrYRbcIWqVAFjuuCBRsB7lYQJ\
        kzbb6g==:, proxy_sig=:S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8C\
        y+CM5g92iHgxtRPz+MjniOaYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68\
        U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0RAGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrt\
        flzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+YuI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrs\
        wsE1w5o0LV/g==:
        """
      ))
    let claims = try SignatureClaim.claims(of: request)
    #expect(claims.map(\.keyID) == ["test-key-ecc-p256", "test-key-rsa"])
    let key = try VerificationKey(pem: VectorTests.rsaKey)
    #expect(claims.map { $0.isValid(for: request, at: origin, by: key) } == [false, true])
    let proxy = try #require(claims.last)
    func check(at seconds: TimeInterval) throws {
      try proxy.check(
        request, host: "origin.host.internal.example", now: Date(timeIntervalSince1970: seconds))
    }
    try check(at: 1_618_884_540)
    #expect(throws: SignatureError.expired) { try check(at: 1_618_884_541) }
  }

  /// Appendix B.1.3.
  @Test func `a key for ECDSA is none that is taken`() {
    let pem = VectorTests.pem(
      "PUBLIC KEY", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEqIVYZVLCrPZHGHjP17CTW0/+D9Lf",
      "w0EkjqF7xB4FivAxzic30tMM4GF+hR6Dxh71Z50VGGdldkkDXZCnTNnoXQ==")
    #expect(throws: SignatureError.self) { try VerificationKey(pem: pem) }
  }

  /// Appendices B.2.4 and B.2.5.
  @Test(arguments: [
    (
      """
      ("@status" "content-type" "content-digest" "content-length");created=1618884473\
      ;keyid="test-key-ecc-p256"
      """,
      "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw=="
    ),
    (
      "(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
      "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8="
    ),
  ])
  func `neither a response's signature nor a shared secret proves anything`(
    input: String, signature: String
  ) throws {
    let request = Self.request(input, signature)
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    for pem in [VectorTests.rsaKey, Self.curveKey] {
      #expect(
        !claim.isValid(for: request, at: "https://example.com", by: try VerificationKey(pem: pem)))
    }
  }

  private static let accepts = [("Accept", "application/json"), ("Accept", "*/*")]

  /// Appendix B.4: what may happen to a request on its way, and what may not.
  @Test(arguments: [
    ("GET", "example.org", "", accepts, true),
    ("GET", "example.org", "&param=added", [("Accept-Language", "en-US,en;q=0.5")] + accepts, true),
    ("GET", "example.org", "", [("Accept", "application/json, */*")], true),
    ("GET", "example.org", "", [("Accept", "  application/json "), ("ACCEPT", "*/*")], true),
    ("POST", "example.com", "", accepts, false),
    ("POST", "example.org", "", accepts, false),
    ("GET", "example.org", "", accepts.reversed(), false),
    ("GET", "example.org", "", [("Accept", "application/json,*/*")], false),
  ])
  func `a signature outlives what a proxy may do, and nothing else`(
    method: String, host: String, more: String, fields: [(String, String)], isValid: Bool
  ) throws {
    let signature = """
      ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==
      """
    let request = ReceivedRequest(
      method: method, target: "/demo?name1=Value1&Name2=value2" + more,
      headers: fields.map { ($0.0, $0.1) } + [
        ("Host", host), ("Date", "Fri, 15 Jul 2022 14:24:55 GMT"),
        (
          "Signature-Input",
          """
          transform=("@method" "@path" "@authority" "accept");created=1618884473\
          ;keyid="test-key-ed25519"
          """
        ), ("Signature", "transform=:\(signature):"),
      ], body: [])
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    let key = try VerificationKey(pem: Self.curveKey)
    #expect(claim.isValid(for: request, at: "https://\(host)", by: key) == isValid)
  }
}
