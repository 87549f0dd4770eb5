/// The id of something elsewhere: an absolute address whose server is known for certain.
///
/// Two ids belong to one server where scheme, host and port are the same (FEP-fe34).
struct RemoteID: Sendable, Hashable {
  let text: String
  let origin: Origin

  /// In bytes.
  static let limit = 2048

  /// Takes https on its own port; plain http and other ports only where the operator lets such hosts be
  /// asked (`outbound.allow`).
  init?(_ text: String?, allowsPlainHTTP: Bool) {
    guard let text, text.utf8.count <= Self.limit,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") }),
      let (origin, _) = Origin.split(text), origin.authority.utf8.allSatisfy(Self.isOfHost)
    else { return nil }
    let isPlain = origin.scheme == "https" && !origin.authority.contains(":")
    guard isPlain || allowsPlainHTTP && ["http", "https"].contains(origin.scheme) else {
      return nil
    }
    self.text = text
    self.origin = origin
  }

  /// Host and, where it is not the scheme's own, port.
  var host: String { origin.authority }

  /// Where it is to be found: without the fragment.
  var address: String {
    text.utf8.firstIndex(of: UInt8(ascii: "#")).map { String(text[..<$0]) } ?? text
  }

  func isOnServer(of other: RemoteID) -> Bool { origin == other.origin }

  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
