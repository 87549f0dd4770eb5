/// What the head of a web page says about other forms of it.
///
/// One linear pass over at most the first 512 KiB, whatever the page is made of.
public struct HTMLPage: Sendable, Hashable {
  /// Bytes of a page that are looked at.
  public static let inputLimit = 512 * 1024

  /// An alternate form of a page.
  public struct Alternate: Sendable, Hashable {
    public let url: String
    /// The media type, in lower case and without parameters.
    public let type: String
    public let title: String?
  }

  public private(set) var title: String?
  /// RSS, Atom and JSON feeds, in the page's order.
  public private(set) var feeds: [Alternate] = []
  /// The page's own address, where it names one.
  public private(set) var canonical: String?
  /// The address of the page as an ActivityPub object.
  public private(set) var activity: String?
  private var base: BaseAddress?
  private var hasBase = false

  /// Reads a page that was found at an address.
  public init(_ html: String, address: BaseAddress?) {
    base = address
    var html = html
    html.withUTF8 { scan($0) }
  }

  /// Reads a page that was found at an address, as it came.
  public init(_ bytes: [UInt8], address: BaseAddress?) {
    base = address
    bytes.withUnsafeBufferPointer { scan($0) }
  }

  /// Whether bytes begin as a web page does, and not as a feed.
  public static func looksLikeHTML(_ bytes: some Sequence<UInt8>) -> Bool {
    Array(bytes.prefix(4096)).withUnsafeBufferPointer { HTMLSniffer.looksLikeHTML($0) }
  }

  // MARK: Scanning

  private static let feedTypes: Set<String> = [
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
  ]
  private static let rules = HTMLRules(HTMLPolicy(elements: [], attributes: []))

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var tokenizer = HTMLTokenizer(bytes.part(0, Self.inputLimit))
    var hidden = HTMLHiddenContent()
    while let token = tokenizer.next() {
      guard case .start(let name) = token, let rule = Self.rules.element(named: name) else {
        continue
      }
      switch rule.element {
      case .head: continue
      case .base: readBase(tokenizer)
      case .link: readLink(tokenizer)
      case .title: readTitle(&tokenizer, name, &hidden, rule)
      default:
        guard HTMLHiddenContent.isSpecial(rule) else { continue }
        _ = hidden.pass(rule, in: &tokenizer, rules: Self.rules)
      }
    }
  }

  private mutating func readTitle(
    _ tokenizer: inout HTMLTokenizer, _ name: HTMLName, _ hidden: inout HTMLHiddenContent,
    _ rule: HTMLRules.Element
  ) {
    guard title == nil else {
      _ = hidden.pass(rule, in: &tokenizer, rules: Self.rules)
      return
    }
    guard let range = tokenizer.rawText(closedBy: name) else {
      title = ""
      return
    }
    var decoded = HTMLBuffer(capacity: 256)
    decoded.appendDecoded(tokenizer.bytes.part(range), inAttribute: false)
    let words = decoded.string.split { $0.isWhitespace }
    title = words.joined(separator: " ")
  }

  private mutating func readBase(_ tokenizer: borrowing HTMLTokenizer) {
    guard !hasBase, let href = Self.value(of: "href", in: tokenizer) else { return }
    hasBase = true
    if let found = BaseAddress(base?.resolve(href) ?? href), found.isWeb { base = found }
  }

  private mutating func readLink(_ tokenizer: borrowing HTMLTokenizer) {
    guard let rel = Self.value(of: "rel", in: tokenizer)?.lowercased(),
      let href = Self.value(of: "href", in: tokenizer), !href.isEmpty
    else { return }
    let relations = rel.split { $0.isWhitespace }
    let url = base?.resolve(href) ?? href
    guard BaseAddress(url)?.isWeb ?? (base == nil) else { return }
    if relations.contains("canonical"), canonical == nil { canonical = url }
    guard relations.contains("alternate"), let type = Self.type(in: tokenizer) else { return }
    if type.essence == "application/activity+json" || type.isActivity {
      if activity == nil { activity = url }
    } else if Self.feedTypes.contains(type.essence), feeds.count < 100 {
      let title = Self.value(of: "title", in: tokenizer)
      feeds.append(Alternate(url: url, type: type.essence, title: title))
    }
  }

  private static func type(
    in tokenizer: borrowing HTMLTokenizer
  ) -> (essence: String, isActivity: Bool)? {
    guard let type = value(of: "type", in: tokenizer)?.lowercased() else { return nil }
    let essence = type.split(separator: ";").first?.split { $0.isWhitespace }.first ?? ""
    let isActivity = essence == "application/ld+json" && type.contains("activitystreams")
    return (String(essence), isActivity)
  }

  private static func value(of name: String, in tokenizer: borrowing HTMLTokenizer) -> String? {
    let name = HTMLName(name)
    for i in 0..<tokenizer.attributeCount {
      let attribute = tokenizer.attribute(i)
      guard attribute.name == name else { continue }
      var decoded = HTMLBuffer(capacity: 256)
      decoded.appendDecoded(tokenizer.bytes.part(attribute.value), inAttribute: true)
      return decoded.string
    }
    return nil
  }
}
