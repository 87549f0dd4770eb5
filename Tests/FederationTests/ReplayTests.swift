import Foundation
import Model
import Testing

@testable import Federation

/// That a signature counts once, however it is written.
struct ReplayTests {
  private func key(_ headers: [(name: String, value: String)]) throws -> String? {
    let request = ReceivedRequest(method: "POST", target: "/", headers: headers, body: [])
    return try SignatureClaim.claims(of: request).first?.replayKey.uuidURN
  }

  @Test func `a draft-cavage signature is known again in another spelling`() throws {
    let names = "headers=\"(request-target) host date digest\""
    func key(_ header: String) throws -> String? { try self.key([("Signature", header)]) }
    let usual = try key("keyId=\"https://a.example/k\",\(names),signature=\"YWJj\"")
    #expect(usual != nil)
    for header in [
      "signature=YWJj ,  keyId=\"https://a.example/k\",\(names)",
      "keyId=https://a.example/k , \(names) ,\tSIGNATURE=\"YWJj\"",
      "keyId=\"https://a.example/k\",\(names),algorithm=\"hs2019\",signature=\"YWJj\"",
      "keyId=\"https://a.example/k#\",\(names),x=\"y\",signature=\"YWJj\"",
    ] { #expect(try key(header) == usual, "\(header)") }
    let authorization = "Signature keyId=\"https://a.example/k\",\(names),signature=\"YWJj\""
    #expect(try self.key([("Authorization", authorization)]) == usual)
    #expect(try key("keyId=\"https://a.example/k\",\(names),signature=\"YWJk\"") != usual)
  }

  @Test func `a signature after RFC 9421 is known again under another label`() throws {
    func key(_ input: String, _ signature: String) throws -> String? {
      try self.key([("Signature-Input", input), ("Signature", signature)])
    }
    let value = "(\"@method\" \"@target-uri\");created=1;keyid=\"https://a.example/k\""
    let usual = try key("sig1=" + value, "sig1=:YWJj:")
    #expect(usual != nil)
    #expect(try key("a=\(value)", "a=:YWJj:") == usual)
    #expect(try key("sig1=\(value) ,b=()", "b=:YQ==:,  sig1=:YWJj: ") == usual)
    #expect(try key("sig1=" + value, "sig1=:YWJk:") != usual)
  }

  /// The last letter of base 64 has bits that say nothing.
  @Test func `bits that do not count make no other signature`() throws {
    func key(_ text: String) -> String? {
      try? self.key([("Signature", "keyId=\"https://a.example/k\",signature=\"\(text)\"")])
    }
    let usual = try #require(key("YQ=="))
    for text in ["YR==", "Yf==", "Y Q==", "YQ=", "YQ", "YQ==YQ=="] {
      #expect([nil, usual].contains(key(text)), "\(text)")
    }
  }

  /// RFC 9421 appendix B.2.6, with the order of the curve added to its second half: the same signature
  /// to whoever does not look closely, and another one to the memory of signatures.
  @Test func `a signature cannot be turned into another that holds too`() throws {
    let base = """
      "date": Tue, 20 Apr 2021 02:07:55 GMT
      "@method": POST
      "@path": /foo
      "@authority": example.com
      "content-type": application/json
      "content-length": 18
      "@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")\
      ;created=1618884473;keyid="test-key-ed25519"
      """
    let key = try VerificationKey(
      pem: VectorTests.pem(
        "PUBLIC KEY", "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="))
    for (text, isValid) in [
      (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
        true
      ),
      (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDm93KLL7cStK2KaCNsOStfD4A0w6vuQv5lIp5WPpBKRGw==",
        false
      ),
    ] {
      let signature = Array(try #require(Data(base64Encoded: text)))
      #expect(key.isValid(signature, of: Array(base.utf8), by: .ed25519) == isValid)
    }
  }

  @Test func `nor can one of RSA be made longer or shorter`() throws {
    let pair = try KeyPair.generate()
    let base = Array("(request-target): post /ap/inbox".utf8)
    let text = try SigningKey(id: "k", privateKey: pair.privateKey)
      .signature(of: String(decoding: base, as: UTF8.self))
    let signature = Array(try #require(Data(base64Encoded: text)))
    let key = try VerificationKey(pem: pair.publicPEM)
    #expect(key.isValid(signature, of: base, by: .unnamed))
    for other in [[0] + signature, signature + [0], Array(signature.dropLast())] {
      #expect(!key.isValid(other, of: base, by: .unnamed))
    }
  }

  @Test func `S8: what is sent again in another spelling has no effect`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      // Without an id it is known by its signature alone.
      var like = post.activity("Like", by: post.id("ada"), note.id)
      like["id"] = nil
      let request = try post.signed(like)
      try await post.send(request)
      #expect(try post.rows("SELECT actor FROM reaction").count == 1)
      try await post.post(
        post.activity(
          "Undo", by: post.id("ada"),
          ["type": "Like", "actor": post.id("ada"), "object": note.id]))
      #expect(try post.rows("SELECT actor FROM reaction").isEmpty)
      var again = request
      again.headers = request.headers.map { header in
        guard header.name == "signature" else { return header }
        let parts = header.value.dropLast().split(separator: "\",")
        let spelled = parts.reversed().map { $0.replacing("=\"", with: " = \"") + "\"" }
        return (header.name, spelled.joined(separator: " ,  "))
      }
      try await post.send(again)
      #expect(try post.rows("SELECT actor FROM reaction").isEmpty)
    }
  }
}
