import Crypto
import Foundation

/// The digest of a body, as headers carry it.
enum BodyDigest {
  /// `Digest` (RFC 3230).
  static func header(of body: [UInt8]) -> String {
    "SHA-256=" + Data(SHA256.hash(data: body)).base64EncodedString()
  }

  /// `Content-Digest` (RFC 9530).
  static func contentHeader(of body: [UInt8]) -> String {
    "sha-256=:" + Data(SHA256.hash(data: body)).base64EncodedString() + ":"
  }

  /// Whether the digests that the request carries are those of its body.
  ///
  /// - Parameter name: `digest` or `content-digest`.
  /// - Throws: `SignatureError` where there is none that we can compute, or one is wrong.
  static func check(_ name: String, of request: ReceivedRequest) throws(SignatureError) {
    let isDictionary = name == "content-digest"
    let items = request.all(name).flatMap { QuotedList.split($0, at: ",") }
    var isChecked = false
    for item in items {
      guard let sign = item.firstIndex(of: "=") else { continue }
      var value = String(item[item.index(after: sign)...])
      if isDictionary {
        guard value.count > 1, value.hasPrefix(":"), value.hasSuffix(":") else { continue }
        value = String(value.dropFirst().dropLast())
      }
      guard let expected = digest(of: request.body, by: item[..<sign].lowercased()) else {
        continue
      }
      guard let given = Data(base64Encoded: value), isEqual(given, expected) else {
        throw .wrongDigest
      }
      isChecked = true
    }
    guard isChecked else { throw .noUsableDigest }
  }

  private static func digest(of body: [UInt8], by algorithm: String) -> Data? {
    switch algorithm {
    case "sha-256": Data(SHA256.hash(data: body))
    case "sha-512": Data(SHA512.hash(data: body))
    default: nil
    }
  }

  /// In a time that does not depend on where they differ.
  private static func isEqual(_ left: Data, _ right: Data) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
