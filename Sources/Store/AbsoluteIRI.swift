/// A name that is the same wherever it is read: a scheme, a colon and something after it (RFC 3987).
struct AbsoluteIRI: Hashable {
  let string: String

  /// Longer ones are data, not names.
  private static let limit = 2048

  init?(_ string: String) {
    guard string.utf8.count <= Self.limit, let colon = string.firstIndex(of: ":") else {
      return nil
    }
    let scheme = string[..<colon].unicodeScalars
    let rest = string[string.index(after: colon)...].drop { $0 == "/" }
    guard let first = scheme.first, Self.isLetter(first), scheme.allSatisfy(Self.isOfScheme),
      !rest.isEmpty, !string.unicodeScalars.contains(where: Self.isForbidden)
    else { return nil }
    self.string = string
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isOfScheme(_ scalar: Unicode.Scalar) -> Bool {
    isLetter(scalar) || ("0"..."9").contains(scalar) || "+-.".unicodeScalars.contains(scalar)
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
      || "<>\"{}|\\^`".unicodeScalars.contains(scalar)
  }
}
