import Mustache

/// What a template is filled with: names and their values.
///
/// All text on its way into a page passes through here, and only what is called `html` goes in as it is.
struct Fields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// What a name stands for.
  indirect enum Value: Sendable, Hashable {
    /// Words, which the template escapes; no value where there are none.
    case text(String?)
    /// Markup that has been made safe.
    case html(String?)
    case flag(Bool)
    case group(Fields?)
    case list([Fields])
  }

  private var values: [String: Value]

  init(dictionaryLiteral elements: (String, Value)...) {
    values = Dictionary(elements, uniquingKeysWith: { _, last in last })
  }

  subscript(name: String) -> Value? {
    get { values[name] }
    set { values[name] = newValue }
  }
}

extension Fields {
  /// Takes over the names and values of others; theirs win.
  mutating func merge(_ others: Fields) {
    values.merge(others.values) { _, theirs in theirs }
  }
}

extension Fields: MustacheParent {
  /// The value for a tag of a template.
  ///
  /// An empty value must not be looked for further out: there, the same name means another thing.
  func child(named name: String) -> Any? {
    switch values[name] {
    case .text(let text): text.map { $0.isEmpty ? false : PlainText.separated($0) as Any } ?? false
    case .html(let html): html.map { $0.isEmpty ? false : $0 as Any } ?? false
    case .flag(let flag): flag
    case .group(let fields): fields ?? false as Any
    case .list(let list): list
    case nil: nil
    }
  }
}
