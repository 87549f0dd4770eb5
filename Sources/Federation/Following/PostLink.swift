import Markup
import Model

/// The address of what a post is about.
///
/// Where it points at an article of its own coop, that article is what it tells; then the same article in
/// a feed is known to be the same entry (federation rule 1.9). What it says of others' articles is its
/// own word.
struct PostLink: Sendable {
  /// The hosts of its coop's own sites, as they are compared.
  let homes: Set<String>

  func url(of post: RemoteObject, id: RemoteID, html: String) -> String {
    if let article = articles(of: post, html).first(where: isAtHome) { return article }
    let own = Self.pages(of: post).first { CanonicalURL($0)?.host == CanonicalURL(id.text)?.host }
    return own ?? id.text
  }

  /// What it attaches, and the first address it leads out to.
  private func articles(of post: RemoteObject, _ html: String) -> [String] {
    let attached = post.objects("attachment").filter { $0.type == "Link" }.compactMap {
      WebLink($0.text("href"))?.url
    }
    let own = CanonicalURL(post.id ?? "")?.host
    let outward = Self.links(in: html).first { CanonicalURL($0).map { $0.host != own } ?? false }
    return attached + [outward].compactMap { $0 }
  }

  private func isAtHome(_ url: String) -> Bool {
    CanonicalURL(url).map { homes.contains($0.host) } ?? false
  }

  /// Its own pages; some servers give several forms of them.
  private static func pages(of post: RemoteObject) -> [String] {
    let values = post.values("url")
    let pages = values.compactMap { value -> String? in
      guard let link = value.embedded else { return value.text }
      return [nil, "text/html"].contains(link.text("mediaType")) ? link.text("href") : nil
    }
    return pages.compactMap { WebLink($0)?.url }
  }

  /// The addresses of links in HTML as our sanitiser writes it, mentions and hashtags left out.
  static func links(in html: String) -> [String] {
    html.split(separator: "<a ", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      guard let start = part.firstRange(of: "href=\"")?.upperBound,
        let end = part[start...].firstIndex(of: "\""),
        let close = part[end...].firstIndex(of: ">")
      else { return nil }
      let words = HTMLText.plain(String(part[part.index(after: close)...].prefix(80)))
      guard !words.hasPrefix("@"), !words.hasPrefix("#") else { return nil }
      return WebLink(HTMLText.plain(String(part[start..<end])))?.url
    }
  }
}
