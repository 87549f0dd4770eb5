import Foundation

/// An entry on its way into the index: what the document said, and what it is known by.
public struct Arrival: Sendable, Hashable {
  public var entry: Entry
  /// Plain text of at most 300 characters.
  public var title: String
  /// Plain text of at most 200 graphemes.
  public var excerpt: String
  /// The whole text without markup, for search.
  public var text: String
  public var guid: String?
  /// The address it is told at, in the form that is compared.
  public var link: CanonicalURL?
  /// Changes with what a reader is shown: title, link, text without white space, enclosures.
  public var digest: EntryKey
  /// The title without case, diacritics and blanks; `nil` where there is none.
  public private(set) var titleKey: EntryKey?

  public init(entry: Entry, title: String, excerpt: String, text: String) {
    self.entry = entry
    self.title = title
    self.excerpt = excerpt
    self.text = text
    let guid = entry.id?.trimmingCharacters(in: .whitespacesAndNewlines)
    self.guid = guid?.isEmpty == false ? guid : nil
    link = (entry.url ?? (entry.idIsPermalink ? entry.id : nil)).flatMap(CanonicalURL.init)
    titleKey = Self.key(ofTitle: title)
    digest = EntryKey(
      title, link?.string ?? "", Self.withoutBlanks(text),
      entry.enclosures.map(\.url).joined(separator: "\n"))
  }

  public var linkKey: EntryKey? { link.map { EntryKey($0.string) } }

  private static func key(ofTitle title: String) -> EntryKey? {
    let folded = title.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    let letters = folded.filter { $0.isLetter || $0.isNumber }
    return letters.isEmpty ? nil : EntryKey(letters)
  }

  private static func withoutBlanks(_ text: String) -> String {
    let isBlank: (Unicode.Scalar) -> Bool = { scalar in
      scalar.isASCII ? scalar.value <= 0x20 : scalar.properties.isWhitespace
    }
    // Few texts hold a blank beyond ASCII, and bytes are ten times as fast as scalars.
    guard text.unicodeScalars.contains(where: { !$0.isASCII && isBlank($0) }) else {
      return String(decoding: text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
    }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isBlank($0) }))
  }
}
