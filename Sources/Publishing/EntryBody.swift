import Markup
import Model

/// The HTML of an entry in a merged feed: who says it, then what they say.
///
/// Feed readers show no `source` element, so the attribution is part of the text.
struct EntryBody: ~Copyable {
  let wording: Wording
  let origin: String
  private var html = PublishedHTML()

  init(wording: Wording, origin: String) {
    self.wording = wording
    self.origin = origin
  }

  /// The full text under its attribution; `nil` where the policy gives none.
  mutating func content(_ view: EntryView) -> String? {
    guard let content = view.contentHTML else { return nil }
    let body = html.feed(
      content, showsImages: view.showsImages,
      base: view.articleURL ?? view.source?.subscription.address)
    return body.isEmpty ? nil : attribution(view) + body
  }

  /// The excerpt under its attribution, and the way to the rest.
  func summary(_ view: EntryView) -> String {
    var summary = attribution(view)
    if let excerpt = view.excerpt {
      summary += "<p>" + Self.escaped(excerpt) + "</p>"
    }
    guard let url = view.articleURL else {
      return summary.isEmpty
        ? "<p>" + Self.link(origin + view.path, view.headline(wording)) + "</p>" : summary
    }
    return summary + "<p>" + Self.link(url, wording(.readAt, view.sourceTitle)) + "</p>"
  }

  private func attribution(_ view: EntryView) -> String {
    var attribution = ""
    if let warning = PlainText.line(view.source?.subscription.warning) {
      let text = wording(.warning, warning)
      attribution += "<p><strong>" + Self.escaped(text) + "</strong></p>"
    }
    let home = view.source.map { WebAddress.published($0.homePageURL) ?? origin + "/@" + $0.handle }
    guard let url = home ?? view.articleURL else { return attribution }
    return attribution + "<p>" + Self.link(url, view.sourceTitle) + "</p>"
  }

  private static func link(_ url: String, _ text: String) -> String {
    "<a href=\"" + escaped(url) + "\">" + escaped(PlainText.clean(text)) + "</a>"
  }

  /// Escaped, on one line: HTML has no reference for a carriage return.
  private static func escaped(_ text: String) -> String {
    XMLWriter.escaped(String(text.map { $0.isNewline ? " " : $0 }))
  }
}
