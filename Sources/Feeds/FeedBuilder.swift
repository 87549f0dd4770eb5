import Foundation
import Markup
import Model

/// Makes a feed of the elements of a document.
///
/// It keeps one stack of scopes; what an element means is read off `FeedRules`, and what it gives goes into the draft of the
/// feed, the entry or the source it stands in.
struct FeedBuilder: ~Copyable, XMLHandler {
  /// What an element inherits: `xml:base` and `xml:lang`.
  struct Context {
    var base: BaseAddress? { didSet { address = base?.address } }
    private(set) var address: String?
    var language: String?
    /// Whether the document itself says the base.
    var isExplicit = false

    init(base: BaseAddress? = nil, language: String? = nil) {
      self.base = base
      self.language = language
      address = base?.address
    }
  }

  private struct Frame {
    var scope: FeedScope
    var role: FeedRole
    /// Which of the contexts is in force inside.
    var context: Int
  }

  /// The element whose text is being read.
  struct Reading {
    var role = FeedRole.none
    var rank: UInt8 = 0
    var kind = TextKind.literal
    var context: Int?
    /// What its attributes said that belongs to its text.
    var first: String?
    var second: String?
  }

  /// Longer documents are cut: nobody reads on there.
  static let entryLimit = 20_000
  /// As many as most feeds have; an array that grows moves all that is in it.
  private static let usualEntryCount = 32

  let rules = FeedRules()
  var sanitizer: HTMLSanitizer?
  private var contexts = [Context()]
  var format: Feed.Format?
  /// The outermost element, where it is none of a feed's.
  private(set) var otherRoot: String?
  var feed = FeedDraft()
  var entry = FeedDraft()
  var source = FeedDraft()
  var image = Image()
  var person = Person()
  var personText = ""
  var hints = RefreshHints()
  var period: Int?
  var frequency: Int?
  var hubs: [Feed.Hub] = []
  var entries: [Entry] = []
  var reading = Reading()
  /// The address of the present entry as a base, made when first needed.
  var entryBase: (url: String, base: BaseAddress?)?
  private var frames: [Frame] = []
  private var personRank: UInt8 = 0

  /// - Parameter sanitizes: `false` to measure what reading alone takes; the result is not safe then.
  init(sanitizes: Bool) { sanitizer = sanitizes ? HTMLSanitizer() : nil }

  mutating func begin() {
    format = nil
    otherRoot = nil
    feed = FeedDraft()
    entry = FeedDraft()
    source = FeedDraft()
    hints = RefreshHints()
    period = nil
    frequency = nil
    hubs = []
    entries = []
    entries.reserveCapacity(Self.usualEntryCount)
    frames.removeAll(keepingCapacity: true)
    contexts.removeSubrange(1...)
  }

  var scope: FeedScope { frames.last?.scope ?? .document }
  private var contextIndex: Int { reading.context ?? frames.last?.context ?? 0 }
  var context: Context { contexts[contextIndex] }
  /// What holds where the document says nothing.
  var outer: Context {
    get { contexts[0] }
    set { contexts[0] = newValue }
  }

  /// The draft of what the present element belongs to.
  mutating func withDraft<Result>(_ body: (inout FeedDraft) -> Result) -> Result {
    switch owner {
    case .entry: body(&entry)
    case .source: body(&source)
    default: body(&feed)
    }
  }

  /// Moves a value into the draft of what the present element belongs to.
  mutating func give<Value>(
    _ value: consuming Value, to body: (inout FeedDraft, consuming Value) -> Void
  ) {
    switch owner {
    case .entry: body(&entry, value)
    case .source: body(&source, value)
    default: body(&feed, value)
    }
  }

  private var owner: FeedScope {
    var place = frames.count - 1
    while place >= 0 {
      switch frames[place].scope {
      case .entry: return .entry
      case .source: return .source
      case .feed, .root: return .feed
      default: place -= 1
      }
    }
    return .feed
  }

  // MARK: Events

  mutating func start(_ element: borrowing XMLElement) -> XMLAction {
    let scope = scope
    let rule = rules[scope, element.space, element.name]
    guard rule.role != .none else {
      if scope == .document { otherRoot = element.localName }
      guard scope == .person, element.space == FeedSpace.core.rawValue else { return .skip }
      reading.role = .words
      return .text
    }
    reading.context = refined(by: element)
    reading.role = rule.role
    reading.rank = rule.rank
    if let inner = enter(rule, element) {
      frames.append(Frame(scope: inner, role: rule.role, context: contextIndex))
      reading.context = nil
      return inner == .person ? .follow : .enter
    }
    return begin(element)
  }

  mutating func end(_ text: Span<UInt8>, isMarkup: Bool) {
    finish(text, isMarkup: isMarkup)
    reading.context = nil
    forgetContexts()
  }

  mutating func text(_ text: Span<UInt8>) {
    if scope == .person { personText += String(xml: text) }
  }

  mutating func leave() {
    guard let frame = frames.popLast() else { return }
    switch frame.role {
    case .entry: endEntry(language: contexts[frame.context].language)
    case .source: entry.origin = endSource(contexts[frame.context])
    case .feed, .atom, .rss, .rdf:
      feed.language = feed.language ?? contexts[frame.context].language
    case .image: endImage()
    case .author, .contributor: endPerson(frame.role)
    default: break
    }
    forgetContexts()
  }

  /// Drops the contexts of elements that have ended.
  private mutating func forgetContexts() {
    let needed = (frames.last?.context ?? 0) + 1
    if contexts.count > needed { contexts.removeSubrange(needed...) }
  }

  // MARK: Scopes

  /// The place of the context of an element that changes it; `nil` where it inherits.
  private mutating func refined(by element: borrowing XMLElement) -> Int? {
    guard element.hasContext else { return nil }
    forgetContexts()
    var context = contexts[frames.last?.context ?? 0]
    if let language = element.language {
      context.language = language.isEmpty ? nil : language
    }
    if let base = element.base?.trimmed, !base.isEmpty {
      let address = context.base?.resolve(base) ?? base
      context.base = BaseAddress(address) ?? context.base
      context.isExplicit = true
    }
    contexts.append(context)
    return contexts.count - 1
  }

  /// The scope an element opens; `nil` where it is only read.
  private mutating func enter(_ rule: FeedRule, _ element: borrowing XMLElement) -> FeedScope? {
    switch rule.role {
    case .rss:
      format = FeedFormats.rss(version: element[.version])
      return .root
    case .rdf:
      format = .rss10
      return .root
    case .atom:
      format = FeedFormats.atom(namespace: element.namespace, version: element[.version])
      return .feed
    case .feed:
      noteRDF(element)
      if format == .rss10 || format == .rss090 { feed.id = element.any(.about) }
      return .feed
    case .entry:
      noteRDF(element)
      guard entries.count < Self.entryLimit else { return nil }
      entry = FeedDraft()
      if format == .rss10 || format == .rss090 { entry.id = element.any(.about) }
      return .entry
    case .source:
      source = FeedDraft()
      return .source
    case .image:
      image = Image()
      return .image
    case .media:
      addMedia(element)
      return .media
    case .mediaGroup: return .media
    case .topic:
      addTopic(element)
      return .topic
    case .hours: return .hours
    case .days: return .days
    case .author, .contributor:
      person = Person()
      personText = ""
      personRank = rule.rank
      return .person
    default: return nil
    }
  }

  /// RDF says its version by the namespace of its elements.
  private mutating func noteRDF(_ element: borrowing XMLElement) {
    guard scope == .document || scope == .root else { return }
    if format == nil { format = .rss }
    guard format == .rss10, element.namespace?.contains("netscape") == true else { return }
    format = .rss090
  }

  private mutating func endPerson(_ role: FeedRole) {
    guard let person = finishedPerson() else { return }
    let rank = personRank
    if role == .author {
      give(person) { $0.add(author: $1, rank: rank) }
    } else {
      give(person) { FeedDraft.add($1, to: &$0.contributors) }
    }
  }

  /// The person whose element ends: what the elements in it said, else its text.
  private func finishedPerson() -> Person? {
    if person.name == nil, person.email == nil, person.url == nil {
      return PersonReader.person(plain(personText))
    }
    guard person.email == nil, let name = person.name, name.utf8.contains(UInt8(ascii: "@")),
      let read = PersonReader.person(name)
    else { return person }
    return Person(name: read.name, email: read.email, url: person.url)
  }

  private mutating func endImage() {
    guard image != Image() else { return }
    let image = image
    withDraft { draft in
      if image.url != nil || draft.image == nil { draft.image = image }
    }
  }

  /// RSS lets a text within the channel change the language of what follows.
  mutating func inherit(language: String) {
    guard scope == .feed, let frame = frames.last, contexts[frame.context].language == nil
    else { return }
    contexts[frame.context].language = language
  }
}
