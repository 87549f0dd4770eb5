import Foundation
import Testing

@testable import Federation

/// Requests as GoToSocial, snac and Takahe really signed them.
@Suite struct WireTests {
  struct Recording: Decodable, CustomTestStringConvertible {
    var peer: String
    var received: Date
    var method: String
    var target: String
    var headers: [String: String]
    var body: String
    var signatureBase: String

    var testDescription: String { "\(peer) \(method) \(target) \(received.timeIntervalSince1970)" }

    var request: ReceivedRequest {
      ReceivedRequest(
        method: method, target: target, headers: headers.map { ($0.key, $0.value) },
        body: Array(body.utf8))
    }
  }

  static let recordings = (try? load()) ?? []

  private static func load() throws -> [Recording] {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/wire")
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try ["gotosocial", "snac", "takahe"].flatMap { name in
      try String(contentsOf: folder.appending(path: "\(name).jsonl"), encoding: .utf8)
        .split(separator: "\n").map { try decoder.decode(Recording.self, from: Data($0.utf8)) }
    }
  }

  /// The key under an id, as its server gave it out.
  static func key(_ id: String) throws -> VerificationKey {
    let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures/wire/actors")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let data = try Data(contentsOf: folder.appending(path: file))
      guard let json = try JSONSerialization.jsonObject(with: data) as? [String: Any],
        let key = json["publicKey"] as? [String: Any], key["id"] as? String == id,
        let pem = key["publicKeyPem"] as? String
      else { continue }
      return try VerificationKey(pem: pem)
    }
    throw SignatureError.unusableKey(why: "there is no \(id)")
  }

  @Test func `there are 46 recordings`() {
    #expect(Self.recordings.count == 46)
  }

  @Test(arguments: recordings)
  func `a real server's signature is verified`(_ recording: Recording) throws {
    let request = recording.request
    let claim = try #require(try SignatureClaim.claims(of: request).first)
    try claim.check(request, host: "coop.test", now: recording.received)
    let key = try Self.key(claim.keyID)
    #expect(claim.isValid(for: request, at: "https://coop.test", by: key))
    let bases = SignatureBase.variants(of: claim, request, origin: "https://coop.test")
    #expect(bases.first == recording.signatureBase)
  }

  @Test(arguments: recordings)
  func `whatever part of it is changed, it is refused`(_ recording: Recording) throws {
    let original = recording.request
    let claim = try #require(try SignatureClaim.claims(of: original).first)
    let key = try Self.key(claim.keyID)
    for name in claim.covered {
      var request = original
      if name == "(request-target)" {
        request.target += "x"
      } else {
        request.headers = request.headers.map { header in
          header.name == name ? (header.name, header.value + "x") : header
        }
      }
      #expect(throws: SignatureError.self, "\(name)") {
        try claim.check(request, host: "coop.test", now: recording.received)
        guard claim.isValid(for: request, at: "https://coop.test", by: key) else {
          throw SignatureError.invalid
        }
      }
    }
    if !original.body.isEmpty {
      var request = original
      request.body[request.body.count / 2] ^= 1
      #expect(throws: SignatureError.wrongDigest) {
        try claim.check(request, host: "coop.test", now: recording.received)
      }
    }
  }
}
