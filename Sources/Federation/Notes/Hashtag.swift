import Foundation
import Model

/// A word to find posts by: `#CamelCase`, of letters and digits of any script.
struct Hashtag: Sendable, Hashable {
  /// Without the sign.
  let name: String
  /// The path of its page.
  let path: String

  private static let longest = 30
  private static let most = 5

  /// `nil` where the term is a sentence, an address or a number.
  init?(_ term: String) {
    let name = Self.words(of: term).map(Self.capitalised).joined()
    guard let tag = TagName(term), !term.contains("://"),
      (1...Self.longest).contains(name.count), !name.allSatisfy(\.isNumber),
      name.contains(where: \.isLetter),
      let segment = tag.description.addingPercentEncoding(withAllowedCharacters: Self.segment)
    else { return nil }
    self.name = name
    path = "/tags/" + segment
  }

  /// The operator's tags first, then what the publisher filed the entry under.
  static func chosen(from tags: [String], _ categories: [Model.Category]) -> [Hashtag] {
    var chosen: [Hashtag] = []
    for term in tags + categories.compactMap({ $0.label ?? $0.term }) where chosen.count < most {
      guard let hashtag = Hashtag(term),
        !chosen.contains(where: { $0.name.lowercased() == hashtag.name.lowercased() })
      else { continue }
      chosen.append(hashtag)
    }
    return chosen
  }

  private static let segment = CharacterSet.urlPathAllowed.subtracting(["/"])

  private static func words(of term: String) -> [Substring.UnicodeScalarView] {
    let scalars = term.precomposedStringWithCanonicalMapping.unicodeScalars
    return scalars.split { !isAllowed($0) }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .decimalNumber:
      true
    default: scalar == "_"
    }
  }

  private static func capitalised(_ word: Substring.UnicodeScalarView) -> String {
    let word = String(word)
    return word.prefix(1).uppercased() + word.dropFirst()
  }
}
