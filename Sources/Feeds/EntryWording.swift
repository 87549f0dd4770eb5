import Foundation
import Markup
public import Model

/// An entry's words without markup: what is shown in lists, searched and compared.
public struct EntryWording: Sendable, Hashable {
  /// At most 300 characters, white space collapsed.
  public let title: String
  /// At most 200 graphemes of the first blocks.
  public let excerpt: String
  /// All of it, summary and content, markup aside.
  public let text: String

  static let titleLimit = 300
  static let excerptLimit = 200

  /// Reads the words of an entry whose HTML is already sanitised.
  public init(of entry: Entry) {
    title = String((entry.title.map(Self.plain) ?? "").prefix(Self.titleLimit))
    let html = entry.contentHTML ?? ""
    let summary = entry.summary.flatMap {
      $0.kind.isMarkup ? $0.value : XMLWriter.escaped($0.value)
    }
    excerpt = HTMLText.excerpt(
      summary ?? html, limit: Self.excerptLimit, title: title.isEmpty ? nil : title)
    text = HTMLText.plain(html)
  }

  /// A text on one line, markup aside.
  public static func plain(_ text: Text) -> String {
    let words = text.kind.isMarkup ? HTMLText.plain(text.value) : text.value
    return words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
