import Markup

/// The words of somebody else's post, made safe to be shown.
struct ReplyText: Sendable, Hashable {
  /// HTML with nothing in it but text, links and their like.
  let html: String
  private let plain: String

  private static let courtesies: Set = ["", "please", "bitte", "thanks", "danke"]
  /// Longer posts are cut, and lose their form.
  private static let longest = 5000
  private static let inputLimit = 100_000
  private static let policy = HTMLPolicy(
    elements: [
      "a", "b", "blockquote", "br", "code", "del", "em", "i", "li", "ol", "p", "pre", "s", "span",
      "strong", "u", "ul",
    ],
    attributes: ["dir", "href", "lang"], linkSchemes: ["http", "https"])

  init(_ post: RemoteObject) {
    let parts = [post.text("name"), post.text("summary")].compactMap(\.self)
      .map { "<p>\(XMLWriter.escaped(HTMLText.plain(String($0.prefix(2000)))))</p>" }
    let content = parts.joined() + (post.text("content") ?? "")
    let input = String(content.prefix(Self.inputLimit))
    var sanitizer = HTMLSanitizer(policy: Self.policy)
    let safe = sanitizer.sanitize(input, base: nil)
    plain = HTMLText.plain(input)
    if plain.count > Self.longest || safe.utf8.count > 8 * Self.longest {
      html = "<p>\(XMLWriter.escaped(String(plain.prefix(Self.longest))))…</p>"
    } else {
      html = safe
    }
  }

  /// Whether it says "stop" and nothing else, in either language, but whom it is said to and "please".
  var saysStop: Bool {
    let words = plain.lowercased().split(whereSeparator: \.isWhitespace)
      .filter { !$0.hasPrefix("@") }
      .map { $0.filter(\.isLetter) }.filter { !Self.courtesies.contains($0) }
    return words == ["stop"] || words == ["stopp"]
  }
}
