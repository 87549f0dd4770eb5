import Crypto
import CryptoExtras
import Fetching
import Foundation
import Model
import Testing

@testable import Federation

/// The examples of the standards, letter by letter.
struct VectorTests {
  private static let body = Array("{\"hello\": \"world\"}".utf8)

  static func pem(_ kind: String, _ lines: String...) -> String {
    "-----BEGIN \(kind)-----\n\(lines.joined(separator: "\n"))\n-----END \(kind)-----\n"
  }

  /// draft-cavage-http-signatures-12 appendix C; 1,024 bits, which nobody may use any more.
  private static let cavageKey = pem(
    "PUBLIC KEY", "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3",
    "6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6",
    "Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw",
    "oYi+1hqp1fIekaxsyQIDAQAB")

  /// RFC 9421 appendix B.1.1, as PKCS #1.
  static let rsaKey = pem(
    "RSA PUBLIC KEY", "MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw",
    "WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq",
    "MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg",
    "kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P",
    "uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ",
    "PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB")

  /// RFC 9421 appendix B.1.2.
  private static let pssKey = pem(
    "PUBLIC KEY", "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAr4tmm3r20Wd/PbqvP1s2",
    "+QEtvpuRaV8Yq40gjUR8y2Rjxa6dpG2GXHbPfvMs8ct+Lh1GH45x28Rw3Ry53mm+",
    "oAXjyQ86OnDkZ5N8lYbggD4O3w6M6pAvLkhk95AndTrifbIFPNU8PPMO7OyrFAHq",
    "gDsznjPFmTOtCEcN2Z1FpWgchwuYLPL+Wokqltd11nqqzi+bJ9cvSKADYdUAAN5W",
    "Utzdpiy6LbTgSxP7ociU4Tn0g5I6aDZJ7A8Lzo0KSyZYoA485mqcO0GVAdVw9lq4",
    "aOT9v6d+nb4bnNkQVklLQ3fVAvJm+xdDOp9LCNCN48V2pnDOkFV6+U9nV5oyc6XI", "2wIDAQAB")

  private static let sha256 = "X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="
  private static let sha512 =
    "WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew=="

  private func cavage(_ headers: String?, _ signature: String) -> ReceivedRequest {
    let list = headers.map { "headers=\"\($0)\"," } ?? ""
    return ReceivedRequest(
      method: "POST", target: "/foo?param=value&pet=dog",
      headers: [
        ("Host", "example.com"), ("Date", "Sun, 05 Jan 2014 21:31:40 GMT"),
        ("Content-Type", "application/json"), ("Digest", "SHA-256=" + Self.sha256),
        ("Content-Length", "18"),
        (
          "Signature",
          "keyId=\"Test\",algorithm=\"rsa-sha256\",\(list)signature=\"\(signature)\""
        ),
      ], body: Self.body)
  }

  @Test(arguments: [
    (
      "date",
      """
      SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV\
      5lp7q25WqS+lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM=
      """
    ),
    (
      "(request-target) host date",
      """
      qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7ndmw2iicw3\
      HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=
      """
    ),
    (
      "(request-target) host date content-type digest content-length",
      """
      vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEEzmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52\
      LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOkR0Zkly4zKH7s1dE=
      """
    ),
  ])
  func `the signatures of draft-cavage appendix C hold`(headers: String, signature: String) throws {
    let key = try VerificationKey(pem: Self.cavageKey, sizes: 1024...8192)
    let request = cavage(headers, signature)
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    #expect(claim.keyID == "Test")
    #expect(claim.isValid(for: request, at: "https://example.com", by: key))
    var other = request
    other.headers[1].value = "Sun, 05 Jan 2014 21:31:41 GMT"
    #expect(!claim.isValid(for: other, at: "https://example.com", by: key))
    let now = Date(timeIntervalSince1970: 1_388_957_500)
    // Only the last covers what a post to an inbox must.
    let isEnough = headers.contains("digest")
    #expect(isEnough == ((try? claim.check(request, host: "example.com", now: now)) != nil))
    #expect(throws: SignatureError.self) { try VerificationKey(pem: Self.cavageKey) }
  }

  @Test func `a list of headers that is left out covers no date`() throws {
    let claims = try SignatureClaim.claims(of: cavage(nil, "YQ=="))
    #expect(claims.map(\.covered) == [["(created)"]])
  }

  private func message(_ label: String, _ input: String, _ signature: String) -> ReceivedRequest {
    ReceivedRequest(
      method: "POST", target: "/foo?param=Value&Pet=dog",
      headers: [
        ("Host", "example.com"), ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"), ("Content-Digest", "sha-512=:\(Self.sha512):"),
        ("Content-Length", "18"), ("Signature-Input", "\(label)=\(input)"),
        ("Signature", "\(label)=:\(signature):"),
      ], body: Self.body)
  }

  @Test(arguments: [
    (
      "sig1",
      """
      ("@method" "@authority" "@path" "content-digest" "content-length" "content-type")\
      ;created=1618884473;keyid="test-key-rsa-pss"
      """,
      """
      HIbjHC5rS0BYaa9v4QfD4193TORw7u9edguPh0AW3dMq9WImrlFrCGUDih47vAxi4L2YRZ3XMJc1uOKk/J0ZmZ+w\
      cta4nKIgBkKq0rM9hs3CQyxXGxHLMCy8uqK488o+9jrptQ+xFPHK7a9sRL1IXNaagCNN3ZxJsYapFj+JXbmaI5rt\
      AdSfSvzPuBCh+ARHBmWuNo1UzVVdHXrl8ePL4cccqlazIJdC4QEjrF+Sn4IxBQzTZsL9y9TP5FsZYzHvDqbInkTN\
      igBcE9cKOYNFCn4D/WM7F6TNuZO9EgtzepLWcjTymlHzK7aXq6Am6sfOrpIC49yXjj3ae6HRalVc/g==
      """
    ),
    (
      "sig-b21",
      "();created=1618884473;keyid=\"test-key-rsa-pss\";nonce=\"b3k2pp5k7z-50gnwp.yemd\"",
      """
      d2pmTvmbncD3xQm8E9ZV2828BjQWGgiwAaw5bAkgibUopemLJcWDy/lkbbHAve4cRAtx31Iq786U7it++wgGxbtR\
      xf8Udx7zFZsckzXaJMkA7ChG52eSkFxykJeNqsrWH5S+oxNFlD4dzVuwe8DhTSja8xxbR/Z2cOGdCbzR72rgFWhz\
      x2VjBqJzsPLMIQKhO4DGezXehhWwE56YCE+O6c0mKZsfxVrogUvA4HELjVKWmAvtl6UnCh8jYzuVG5WSb/QEVPnP\
      5TmcAnLH1g+s++v6d4s8m0gCw1fV5/SITLq9mhho8K3+7EPYTU8IU1bLhdxO5Nyt8C8ssinQ98Xw9Q==
      """
    ),
    (
      "sig-b23",
      """
      ("date" "@method" "@path" "@query" "@authority" "content-type" "content-digest" \
      "content-length");created=1618884473;keyid="test-key-rsa-pss"
      """,
      """
      bbN8oArOxYoyylQQUU6QYwrTuaxLwjAC9fbY2F6SVWvh0yBiMIRGOnMYwZ/5MR6fb0Kh1rIRASVxFkeGt683+qRp\
      RRU5p2voTp768ZrCUb38K0fUxN0O0iC59DzYx8DFll5GmydPxSmme9v6ULbMFkl+V5B1TP/yPViV7KsLNmvKiLJH\
      1pFkh/aYA2HXXZzNBXmIkoQoLd7YfW91kE9o/CCoC1xMy7JA1ipwvKvfrs65ldmlu9bpG6A9BmzhuzF8Eim5f8ui\
      9eH8LZH896+QIF61ka39VBrohr9iyMUJpvRX2Zbhl5ZJzSRxpJyoEZAFL2FUo5fTIztsDZKEgM4cUA==
      """
    ),
  ])
  func `the signatures of RFC 9421 with RSA-PSS hold`(
    label: String, input: String, signature: String
  ) throws {
    let request = message(label, input, signature)
    let key = try VerificationKey(pem: Self.pssKey)
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    #expect(claim.isValid(for: request, at: "https://example.com", by: key))
    #expect(
      !claim.isValid(
        for: request, at: "https://example.com", by: try VerificationKey(pem: Self.rsaKey)))
    var other = request
    other.headers[5].value = request.headers[5].value.replacing("1618884473", with: "1618884474")
    let altered = try #require(try SignatureClaim.claims(of: other).first)
    #expect(!altered.isValid(for: other, at: "https://example.com", by: key))
    let now = Date(timeIntervalSince1970: 1_618_884_480)
    // A signature of nothing proves nothing.
    let isEnough = label != "sig-b21"
    #expect(isEnough == ((try? claim.check(request, host: "example.com", now: now)) != nil))
  }

  @Test func `a component with parameters of its own is refused, as in RFC 9421 appendix B 2 2`() {
    let input = """
      ("@authority" "content-digest" "@query-param";name="Pet");created=1618884473\
      ;keyid="test-key-rsa-pss";tag="header-example"
      """
    let signature = """
      LjbtqUbfmvjj5C5kr1Ugj4PmLYvx9wVjZvD9GsTT4F7GrcQEdJzgI9qHxICagShLRiLMlAJjtq6N4CDfKtjvuJyE\
      5qH7KT8UCMkSowOB4+ECxCmT8rtAmj/0PIXxi0A0nxKyB09RNrCQibbUjsLS/2YyFYXEu4TRJQzRw1rLEuEfY17S\
      ARYhpTlaqwZVtR8NV7+4UKkjqpcAoFqWFQh62s7Cl+H2fjBSpqfZUJcsIk4N6wiKYd4je2U/lankenQ99PZfB4jY\
      3I5rSV2DSBVkSFsURIjYErOs0tFTQosMTAoxk//0RoKUqiYY8Bh0aaUEb0rQl3/XaVe4bXTugEjHSw==
      """
    #expect(throws: SignatureError.self) {
      try SignatureClaim.claims(of: message("sig-b22", input, signature))
    }
  }

  /// RFC 9530 appendices B and D; bodies end with a line feed there, and without one in RFC 9421.
  @Test(arguments: [
    ("{\"hello\": \"world\"}\n", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"),
    (
      "{\"hello\": \"world\"}\n",
      """
      sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM\
      44T3qg==:
      """
    ),
    ("{\"hello\": \"world\"}", "sha-256=:\(sha256):"),
    ("{\"hello\": \"world\"}", "sha-512=:\(sha512):, unixsum=:ASE=:"),
    ("", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"),
    ("\"world\"}\n", "sha-256=:jjcgBDWNAtbYUXI37CVG3gRuGOAjaaDRGpIUFsdyepQ=:"),
    ("{\"title\": \"New Title\"}\n", "sha-256=:mEkdbO7Srd9LIOegftO0aBX+VPTVz7/CSHes2Z27gc4=:"),
    ("{\"hello\": \"world\"}", "sha-512=:\(sha512):, sha-256=:\(sha256):"),
  ])
  func `the digests of RFC 9530 are those of their bodies`(body: String, digest: String) throws {
    func check(_ body: String) throws {
      try BodyDigest.check(
        "content-digest",
        of: ReceivedRequest(
          method: "POST", target: "/", headers: [("Content-Digest", digest)],
          body: Array(body.utf8)))
    }
    try check(body)
    #expect(throws: SignatureError.wrongDigest) { try check(body + " ") }
  }

  @Test(arguments: [
    "md5=:Sd/dVLAcvNLSq16eXua5uQ==:", "sha=:07CavjDP4u3/TungoUHJO/Wzr4c=:, unixsum=:GQU=:", "",
  ])
  func `a body with none but old digests is not proven`(digest: String) {
    #expect(throws: SignatureError.noUsableDigest) {
      try BodyDigest.check(
        "content-digest",
        of: ReceivedRequest(
          method: "POST", target: "/", headers: [("Content-Digest", digest)], body: Self.body))
    }
  }

  @Test func `one wrong digest beside a right one is enough to refuse a body`() {
    let right = "sha-256=:\(Self.sha256):"
    for digest in ["\(right), sha-512=:\(Self.sha256):", "sha-512=:AAAA:, \(right)"] {
      #expect(throws: SignatureError.wrongDigest) {
        try BodyDigest.check(
          "content-digest",
          of: ReceivedRequest(
            method: "POST", target: "/", headers: [("Content-Digest", digest)], body: Self.body))
      }
    }
  }

  @Test func `the target is that of the public address, whatever the proxy speaks with us`() throws
  {
    let pair = try KeyPair.generate()
    let key = SigningKey(id: "https://a.example/k", privateKey: pair.privateKey)
    let now = Date(timeIntervalSince1970: 1_795_000_000)
    func request(to url: String) throws -> ReceivedRequest {
      let signed = try Request(.post, url, body: [1]).signed(by: key, as: .rfc9421, now: now)
      return ReceivedRequest(
        method: "POST", target: "/ap/inbox",
        headers: signed.headers.fields.map { ($0.name, $0.value) },
        body: [1])
    }
    for (url, isValid) in [
      ("https://news.example.coop/ap/inbox", true), ("http://news.example.coop/ap/inbox", false),
      ("https://news.example.coop/ap/inbox?x", false),
    ] {
      let request = try request(to: url)
      let claim = try #require(try SignatureClaim.claims(of: request).first)
      let holds = claim.isValid(
        for: request, at: "https://news.example.coop", by: try VerificationKey(pem: pair.publicPEM))
      #expect(holds == isValid, "\(url)")
    }
  }
}
