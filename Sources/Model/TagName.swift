import Foundation

/// A category's term as the name of a list: the same word in any spelling gives the same name.
public struct TagName: Sendable, Hashable, CustomStringConvertible {
  /// Longer terms are sentences, not tags.
  public static let limit = 64

  public let description: String

  /// Folds a term; `nil` where nothing remains that could name a list.
  public init?(_ term: String) {
    let folded = term.precomposedStringWithCompatibilityMapping.lowercased()
    let words = folded.split { character in
      character.isWhitespace || "/?#%&+\\,;:\"'<>".contains(character)
    }
    let name = words.joined(separator: "-")
    guard !name.isEmpty, name.count <= Self.limit else { return nil }
    guard name.unicodeScalars.allSatisfy({ !CharacterSet.controlCharacters.contains($0) }) else {
      return nil
    }
    description = name
  }
}
