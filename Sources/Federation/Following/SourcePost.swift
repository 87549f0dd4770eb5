import Foundation
import Markup
import Model

/// A post of a followed account, as an entry (federation rule 1.9).
struct SourcePost: Sendable, Hashable {
  let id: String
  /// Who wrote it: the account, or somebody whose post it passes on.
  let author: String
  /// All whom it names as its authors.
  let authors: [String]
  let arrival: Arrival

  static let types: Set = ["Note", "Article", "Page", "Event", "Video"]
  /// In bytes; more is data, not a text.
  private static let contentLimit = 500_000
  private static let categoryLimit = 64
  private static let enclosureLimit = 32
  private static let nameLimit = 512

  /// Takes what everybody may see in the first place, as its own server tells it.
  ///
  /// An answer to somebody is no news, and what carries `#nobot` is left alone.
  ///
  /// - Parameter held: who wrote it, where it is known already; accounts may move and leave it behind.
  init?(
    _ post: RemoteObject, by actor: RemoteActor, heldAs held: String? = nil, homes: Set<String>,
    allowsPlainHTTP: Bool
  ) {
    let authors = post.ids(of: "attributedTo")
    guard let id = RemoteID(post.id, allowsPlainHTTP: allowsPlainHTTP),
      Self.isHeld(post, id, held, allowsPlainHTTP: allowsPlainHTTP)
        || Self.isTold(post, by: actor, allowsPlainHTTP: allowsPlainHTTP),
      post.types.contains(where: Self.types.contains), post.isListed,
      post.id(of: "inReplyTo") == nil, !Self.tags(of: post).contains(where: NoBot.isTag)
    else { return nil }
    self.authors = authors
    author = held ?? (actor.isGroup ? authors.first { $0 != actor.id } : nil) ?? actor.id
    self.id = id.text
    let html = Self.html(of: post, base: id.text)
    var entry = Entry()
    entry.id = id.text
    entry.url = PostLink(homes: homes).url(of: post, id: id, html: html)
    entry.contentHTML = html.isEmpty ? nil : html
    entry.language = Self.language(of: post)
    entry.published = post.date("published")
    entry.updated = post.date("updated")
    entry.authors = [Person(name: actor.name, url: actor.url)]
    entry.categories = Self.tags(of: post).map { Category(term: $0) }
    entry.image = Self.media(of: post).first { $0.type?.hasPrefix("image/") ?? false }?.url
    entry.enclosures = Self.media(of: post).filter { !($0.type?.hasPrefix("image/") ?? true) }
    arrival = Self.arrival(entry, of: post, html)
  }

  /// Whether an account tells it on its own server: it wrote it, or is a group, which passes on what
  /// people there write.
  static func isTold(
    _ post: RemoteObject, by actor: RemoteActor, allowsPlainHTTP: Bool
  ) -> Bool {
    guard let home = RemoteID(actor.id, allowsPlainHTTP: allowsPlainHTTP) else { return false }
    func isThere(_ id: String?) -> Bool {
      RemoteID(id, allowsPlainHTTP: allowsPlainHTTP)?.isOnServer(of: home) ?? false
    }
    let authors = post.ids(of: "attributedTo")
    return isThere(post.id)
      && (authors.contains(actor.id) || actor.isGroup && authors.contains(where: isThere))
  }

  private static func isHeld(
    _ post: RemoteObject, _ id: RemoteID, _ author: String?, allowsPlainHTTP: Bool
  ) -> Bool {
    guard let author, post.ids(of: "attributedTo").contains(author) else { return false }
    return RemoteID(author, allowsPlainHTTP: allowsPlainHTTP)?.isOnServer(of: id) ?? false
  }

  /// The words of a warning stand for what they warn of.
  private static func arrival(
    _ entry: Entry, of post: RemoteObject, _ html: String
  ) -> Arrival {
    let title = String(line(post.text("name")).prefix(300))
    let summary = line(post.text("summary"))
    let excerpt =
      summary.isEmpty
      ? HTMLText.excerpt(html, limit: 200, title: title.isEmpty ? nil : title)
      : HTMLText.excerpt(XMLWriter.escaped(summary), limit: 200)
    return Arrival(entry: entry, title: title, excerpt: excerpt, text: HTMLText.plain(html))
  }

  private static func line(_ text: String?) -> String {
    HTMLText.plain(String((text ?? "").prefix(contentLimit)))
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func html(of post: RemoteObject, base: String) -> String {
    let content = String((content(of: post) ?? "").prefix(contentLimit))
    let isHTML = [nil, "text/html"].contains(post.text("mediaType"))
    var sanitizer = HTMLSanitizer()
    return sanitizer.sanitize(
      isHTML ? content : "<p>" + XMLWriter.escaped(content) + "</p>", base: BaseAddress(base))
  }

  private static func content(of post: RemoteObject) -> String? {
    if let content = post.text("content") { return content }
    let map = post.object("contentMap")?.members ?? [:]
    return map.min { $0.key < $1.key }?.value.text
  }

  /// Servers say in which language the content is by repeating it under that language.
  private static func language(of post: RemoteObject) -> String? {
    let map = post.object("contentMap")?.members ?? [:]
    let content = content(of: post)
    let own = map.filter { $0.value.text == content }.keys.min()
    guard let tag = own ?? (map.count == 1 ? map.keys.first : nil), tag.utf8.count <= 35,
      tag != "und", Membership.primarySubtag(tag) != nil
    else { return nil }
    return tag
  }

  private static func tags(of post: RemoteObject) -> [String] {
    let names = post.objects("tag").filter { $0.type == "Hashtag" }.compactMap { $0.text("name") }
    return names.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
      .filter { !$0.isEmpty && $0.utf8.count <= nameLimit }.prefix(categoryLimit).map { $0 }
  }

  private static func media(of post: RemoteObject) -> [Entry.Enclosure] {
    post.objects("attachment").prefix(enclosureLimit).compactMap { attachment in
      guard attachment.type != "Link",
        let url = WebLink(attachment.text("url") ?? attachment.object("url")?.text("href"))?.url
      else { return nil }
      let type = attachment.text("mediaType") ?? (attachment.type == "Image" ? "image/*" : nil)
      return Entry.Enclosure(url: url, type: type)
    }
  }
}
