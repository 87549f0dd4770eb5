import Crypto
import Foundation
import Model

/// Ids as feeds may carry them: absolute IRIs in the one spelling in which all readers compare them.
enum FeedID {
  /// The id of an entry: its own, else a name made of its own, the same every time.
  static func entry(_ id: String) -> String {
    valid(id) ?? EntryKey(bytes: Array(SHA256.hash(data: Array(id.utf8)))).uuidURN
  }

  /// The id, where it is a web address, a URN or a tag in canonical form.
  ///
  /// Ids are compared byte by byte, and should not be spelt in two ways (RFC 4287 section 4.2.6.1).
  static func valid(_ id: String?) -> String? {
    guard let id, let colon = id.firstIndex(of: ":") else { return nil }
    let rest = id[colon...].dropFirst()
    let isValid =
      switch id[..<colon] {
      case "http": CanonicalIRI.isAddress(rest, defaultPort: "80")
      case "https": CanonicalIRI.isAddress(rest, defaultPort: "443")
      case "tag": CanonicalIRI.isTag(rest)
      case "urn": CanonicalIRI.isURN(rest)
      default: false
      }
    return isValid ? id : nil
  }
}
