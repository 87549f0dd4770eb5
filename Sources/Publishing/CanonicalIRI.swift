import Foundation

/// Whether what follows a scheme is spelt in the way to which RFC 3986 section 6.2 would bring it.
enum CanonicalIRI {
  /// A web address, without its scheme: a host in lower case, no needless port, a path without dots.
  static func isAddress(_ text: Substring, defaultPort: Substring) -> Bool {
    guard text.hasPrefix("//"), isSpeltOnce(text) else { return false }
    let authority = text.dropFirst(2).prefix { !"/?#".contains($0) }
    let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
    let path = text[authority.endIndex...].prefix { $0 != "?" && $0 != "#" }
    guard let host = parts.first, isHost(host), path.hasPrefix("/") else { return false }
    let steps = path.split(separator: "/")
    guard !steps.contains("."), !steps.contains("..") else { return false }
    return parts.count == 1
      || parts.count == 2 && parts[1] != defaultPort && parts[1].first != "0"
        && isNumber(parts[1], digits: 1...5)
  }

  /// A tag without its scheme: who named it, when, and what (RFC 4151).
  static func isTag(_ text: Substring) -> Bool {
    guard isSpeltOnce(text), let comma = text.firstIndex(of: ",") else { return false }
    let authority = text[..<comma].split(separator: "@", omittingEmptySubsequences: false)
    let rest = text[comma...].dropFirst()
    guard authority.count < 3, authority.allSatisfy(isHost), let colon = rest.firstIndex(of: ":")
    else { return false }
    let date = rest[..<colon].split(separator: "-", omittingEmptySubsequences: false)
    return date.count < 4 && isNumber(date[0], digits: 4...4)
      && date.dropFirst().allSatisfy { isNumber($0, digits: 2...2) }
  }

  /// A URN without its scheme (RFC 8141); a UUID has the form of one (RFC 9562 section 4).
  static func isURN(_ text: Substring) -> Bool {
    guard isSpeltOnce(text), !text.contains(where: { "/?#~&".contains($0) }),
      let colon = text.firstIndex(of: ":")
    else { return false }
    let name = text[colon...].dropFirst()
    let space = text[..<colon]
    if space.lowercased() == "uuid" {
      return UUID(uuidString: String(name)) != nil
    }
    return !name.isEmpty && (2...32).contains(space.utf8.count) && space.first != "-"
      && space.utf8.allSatisfy { isLetter($0 | 32) || isDigit($0) || $0 == UInt8(ascii: "-") }
  }

  /// Whether every character may stand as it does, and what is percent-encoded has to be.
  private static func isSpeltOnce(_ text: Substring) -> Bool {
    var bytes = text.utf8[...]
    var fragments = 0
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "%"):
        guard isNeeded(bytes.prefix(2)) else { return false }
      case UInt8(ascii: "#"): fragments += 1
      default:
        guard isUnreserved(byte) || "!$&'()*+,;=:@/?".utf8.contains(byte) else { return false }
      }
    }
    return fragments < 2 && text.removingPercentEncoding != nil
  }

  /// Whether two digits in capitals stand for a byte that cannot stand for itself.
  private static func isNeeded(_ digits: Substring.UTF8View) -> Bool {
    guard digits.count == 2, digits.allSatisfy({ isDigit($0) || (65...70).contains($0) }),
      let byte = UInt8(Substring(digits), radix: 16)
    else { return false }
    return !isUnreserved(byte) && byte != UInt8(ascii: "%")
  }

  private static func isHost(_ text: Substring) -> Bool {
    !text.isEmpty && text.last != "."
      && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-._".utf8.contains($0) }
  }

  private static func isNumber(_ text: Substring, digits: ClosedRange<Int>) -> Bool {
    digits.contains(text.utf8.count) && text.utf8.allSatisfy(isDigit)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    isLetter(byte | 32) || isDigit(byte) || "-._~".utf8.contains(byte)
  }

  /// Of a to z, in lower case.
  private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}
