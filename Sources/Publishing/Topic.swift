import Model

/// A category of an entry with everything feeds require to be said of one.
struct Topic: Sendable, Hashable {
  let term: String
  let scheme: String?
  /// What people read, where it differs from the term.
  let label: String?

  /// `nil` where the category has no word.
  init?(_ category: Category) {
    let term = Self.words(category.term)
    let label = Self.words(category.label)
    guard let term = term ?? label else { return nil }
    self.term = term
    self.label = label == term ? nil : label
    scheme = WebAddress.published(category.scheme)
  }

  var name: String { label ?? term }

  private static func words(_ text: String?) -> String? {
    let words = text.map(PlainText.clean)?.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return words?.isEmpty == false ? words : nil
  }
}

extension EntryView {
  /// The entry's categories, each word once.
  var topics: [Topic] {
    var seen: Set<Topic> = []
    return entry.categories.compactMap(Topic.init).filter { seen.insert($0).inserted }
  }
}

extension Source {
  /// What the source says of its rights, or the licence the operator knows of.
  var rights: String? { PlainText.line(subscription.licence) ?? PlainText.line(profile.rights) }
}
