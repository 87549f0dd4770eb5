import Foundation
import Model

/// Addresses as we publish them: absolute, of the web, and in ASCII.
enum WebAddress {
  /// The address with everything percent-encoded that RFC 3986 does not allow; `nil` where it is none
  /// of the web.
  static func published(_ address: String?) -> String? {
    guard let address else { return nil }
    let text = address.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let host = hostStart(text), host < text.endIndex, !"/?#".contains(text[host]) else {
      return nil
    }
    return text.utf8.allSatisfy(isPlain) ? text : encoded(text, host: host)
  }

  /// The published form of a link that readers follow: it does not tell the page who sent them.
  static func followed(_ address: String?) -> String? {
    published(address).map(withoutTracking)
  }

  private static func withoutTracking(_ address: String) -> String {
    guard let mark = address.firstIndex(of: "?") else { return address }
    let end = address[mark...].firstIndex(of: "#") ?? address.endIndex
    let terms = address[address.index(after: mark)..<end].split(
      separator: "&", omittingEmptySubsequences: false)
    let kept = terms.filter { term in
      !TrackingParameter.isTracking(name: term.utf8.prefix { $0 != UInt8(ascii: "=") })
    }
    guard kept.count < terms.count else { return address }
    let query = kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
    return address[..<mark] + query + address[end...]
  }

  /// The host, for people to read.
  static func host(_ address: String) -> String? {
    guard let start = hostStart(address) else { return nil }
    let host = address[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" && $0 != ":" }
    let name = host.hasPrefix("www.") ? host.dropFirst(4) : host
    return name.isEmpty ? nil : String(name)
  }

  private static func hostStart(_ address: String) -> String.Index? {
    let scheme = address.prefix(8).lowercased()
    if scheme == "https://" { return address.index(address.startIndex, offsetBy: 8) }
    return scheme.hasPrefix("http://") ? address.index(address.startIndex, offsetBy: 7) : nil
  }

  /// A name in letters of its own becomes what the DNS holds (RFC 5891), the rest is percent-encoded.
  private static func encoded(_ text: String, host: String.Index) -> String? {
    let end = text[host...].firstIndex { "/?#".contains($0) } ?? text.endIndex
    let isPlain = text[host..<end].utf8.allSatisfy { isAllowed($0) || isBracket($0) }
    let start = isPlain ? String(text[..<end]) : URL(string: String(text[..<end]))?.absoluteString
    return start.map { $0 + percentEncoded(text[end...]) }
  }

  private static func percentEncoded(_ text: Substring) -> String {
    var encoded = ""
    var hasFragment = false
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let isKept =
        switch byte {
        case UInt8(ascii: "%"): isOctet(rest.prefix(2))
        case UInt8(ascii: "#"): !hasFragment
        default: isAllowed(byte)
        }
      hasFragment = hasFragment || byte == UInt8(ascii: "#")
      if isKept {
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  /// Whether the byte may stand wherever it is.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isAllowed(byte) && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "#")
  }

  /// Whether two hexadecimal digits follow a percent sign.
  private static func isOctet(_ digits: Substring.UTF8View) -> Bool {
    digits.count == 2
      && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0 | 32) }
  }

  /// Brackets stand only in hosts.
  private static func isBracket(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  /// Whether an address may hold the byte as it is (RFC 3986 appendix A).
  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "?")...UInt8(ascii: "Z"),
      UInt8(ascii: "%")...UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "#"),
      UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
