import Markup

/// Builds the outlines of a document from its elements.
struct OPMLHandler: XMLHandler {
  private(set) var document = OPML()
  /// What the first element is called.
  private(set) var root: String?
  /// Why the reading is to be given up.
  private(set) var failure: OPMLError?

  /// The elements that are open.
  private var roles: [Role] = []
  /// The outlines that are open, from the outside in.
  private var open: [OPMLOutline] = []
  private var count = 0
  /// How many of the open outlines are folders.
  private var depth = 0

  private enum Role {
    case root, head, body, outline
  }

  static let outlineLimit = 20_000
  static let depthLimit = 64

  mutating func begin() {
    self = OPMLHandler()
  }

  mutating func start(_ element: borrowing XMLElement) -> XMLAction {
    guard failure == nil else { return .skip }
    let name = element.localName.lowercased()
    switch (roles.last, name) {
    case (nil, _):
      guard root == nil else { return .skip }
      root = name
      return name == "opml" ? enter(.root) : .skip
    case (.root, "head"): return enter(.head)
    case (.root, "body"): return enter(.body)
    case (.head, "title"): return .text
    case (_, "outline"): return enter(OPMLOutline(element))
    default: return .skip
    }
  }

  mutating func end(_ text: Span<UInt8>, isMarkup: Bool) {
    let title = OPMLText.collapsed(String(xml: text))
    if document.title == nil, !title.isEmpty { document.title = title }
  }

  mutating func leave() {
    guard roles.popLast() == .outline, var outline = open.popLast() else { return }
    guard outline.isFeed else {
      depth -= 1
      return close([outline])
    }
    // What stands inside a feed was meant to follow it: somebody forgot the end of its tag.
    let inside = outline.children
    outline.children = []
    close([outline] + inside)
  }

  private mutating func close(_ outlines: [OPMLOutline]) {
    if open.isEmpty {
      document.outlines += outlines
    } else {
      open[open.count - 1].children += outlines
    }
  }

  private mutating func enter(_ role: Role) -> XMLAction {
    roles.append(role)
    return .enter
  }

  private mutating func enter(_ outline: OPMLOutline) -> XMLAction {
    count += 1
    if count > Self.outlineLimit { failure = .tooManyOutlines(limit: Self.outlineLimit) }
    if !outline.isFeed, depth == Self.depthLimit {
      failure = .tooDeep(line: outline.line, limit: Self.depthLimit)
    }
    guard failure == nil, !outline.isComment else { return .skip }
    if !outline.isFeed { depth += 1 }
    open.append(outline)
    return enter(.outline)
  }
}

extension OPMLOutline {
  fileprivate init(_ element: borrowing XMLElement) {
    self.init(line: element.line)
    for attribute in element.attributes {
      let value = OPMLText.trimmed(attribute.value)
      guard !value.isEmpty else { continue }
      let name = attribute.name.lowercased()
      if attribute.namespace == Self.namespace {
        options[name] = options[name] ?? value
      } else if attribute.namespace == nil {
        attributes[name] = attributes[name] ?? value
      }
    }
  }
}
