import Model

/// Languages as documents name them (BCP 47).
enum LanguageTag {
  /// The tag, where it is one: sources write all sorts of things in its place.
  static func valid(_ tag: String?) -> String? {
    guard let tag, tag.utf8.count <= 35, let primary = Membership.primarySubtag(tag) else {
      return nil
    }
    let subtags = tag.split(separator: "-", omittingEmptySubsequences: false).dropFirst()
    let areValid = subtags.allSatisfy { subtag in
      (1...8).contains(subtag.utf8.count)
        && subtag.utf8.allSatisfy { isLetter($0) || isDigit($0) }
    }
    return areValid ? ([primary[...]] + subtags).joined(separator: "-") : primary
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
