import Foundation

/// A category's term as the name of a list: the same word in any spelling gives the same name.
public struct TagName: Sendable, Hashable, CustomStringConvertible {
  /// Longer terms are sentences, not tags.
  public static let limit = 64

  public let description: String

  /// Folds a term; `nil` where no letter or digit remains, or what remains is too long.
  public init?(_ term: String) {
    let folded = term.precomposedStringWithCompatibilityMapping.lowercased()
    let words = folded.unicodeScalars
      .filter { $0.properties.generalCategory != .format }
      .split { $0.properties.isWhitespace || Self.separators.contains($0) }
    let name = words.map(String.init).joined(separator: "-")
    guard name.contains(where: { $0.isLetter || $0.isNumber }),
      name.unicodeScalars.count <= Self.limit,
      !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return nil }
    description = name.precomposedStringWithCanonicalMapping
  }

  /// What has a meaning in an address, and quotation marks.
  private static let separators = Set("/?#%&+\\,;:\"'<>".unicodeScalars)
}
