import Markup
import Model

import struct Foundation.Date

/// Writes posts and what was done with them.
struct NoteWriter: Sendable {
  var site: SiteProfile
  /// Nothing is dated later than this.
  var now: Date

  private static let excerptLimit = 200
  /// Where the source lets all of its text be shown.
  private static let longExcerptLimit = 400

  /// The post that tells an entry.
  func note(_ told: ToldEntry) -> NoteObject {
    let entry = told.entry
    let article = WebLink(entry.url) ?? WebLink(entry.externalURL)
    let text = text(of: told, article)
    var note = note(
      .entry(entry.id), by: told.handle, published: published(entry),
      content: text.html(origin: site.origin),
      language: (entry.language ?? told.shown.language).flatMap(Membership.primarySubtag),
      isUnlisted: told.isUnlisted)
    note.updated = updated(told)
    note.summary = told.warning
    note.sensitive = note.summary != nil
    note.tag = text.hashtags.map {
      HashtagObject(href: site.origin + $0.path, name: "#" + $0.name)
    }
    note.attachment = attachments(of: told, article)
    return note
  }

  private func text(of told: ToldEntry, _ article: WebLink?) -> NoteText {
    let entry = told.entry
    let hashtags = Hashtag.chosen(from: told.source.subscription.tags, entry.categories)
    var excerpt = told.content == .title ? "" : entry.excerpt
    var limit = Self.excerptLimit
    if told.content == .full, let html = entry.contentHTML {
      limit = Self.longExcerptLimit
      excerpt = HTMLText.excerpt(html, limit: limit, title: entry.title)
    }
    let isMute = entry.title.isEmpty && excerpt.isEmpty && article == nil
    return NoteText(
      title: entry.title, excerpt: excerpt, excerptLimit: limit,
      article: isMute ? WebLink(site.origin + Address.page(of: .entry(entry.id))) : article,
      hashtags: hashtags)
  }

  /// Pictures first: old versions of Pixelfed take a post by its first attachment.
  private func attachments(
    of told: ToldEntry, _ article: WebLink?
  ) -> [NoteObject.Attachment] {
    let image = told.showsImages ? PostImage.chosen(from: told.entry) : nil
    let images = image.map { [NoteObject.Attachment.image($0)] } ?? []
    return images + (article.map { [.link(LinkObject(href: $0.url))] } ?? [])
  }

  private func published(_ entry: IndexEntry) -> Date { min(entry.published, now) }

  /// Never before what was said when it was last told, for others pass over what seems older.
  private func updated(_ told: ToldEntry) -> Date? {
    let updated = max(min(told.entry.updated, now), told.post?.edited ?? .distantPast)
    return updated > published(told.entry) ? updated : nil
  }
}

extension NoteWriter {
  /// With which an actor that only boosts introduces itself.
  func introduction(of actor: LocalActor, founded: Date) -> NoteObject {
    let profile = ActorProfile(actor: actor, site: site)
    var writer = XMLWriter(declaration: false)
    writer.element("p") { $0.element("strong", text: actor.name(at: site)) }
    let link = WebLink(site.origin + Address.page(of: actor.handle))
    return note(
      .introduction(actor.handle), by: actor.handle, published: min(founded, now),
      content: writer.string + profile.summary + (link.map { "<p>\($0.html())</p>" } ?? ""),
      language: ProfileWords.first(at: site).language, isUnlisted: false)
  }

  private func note(
    _ name: NoteName, by handle: Handle, published: Date, content: String, language: String?,
    isUnlisted: Bool
  ) -> NoteObject {
    let audience = Audience(followers: url(.followers(handle)), isUnlisted: isUnlisted)
    return NoteObject(
      id: url(.note(name)), attributedTo: url(.actor(handle)), to: audience.to, cc: audience.cc,
      published: published, url: site.origin + Address.page(of: name), sensitive: false,
      content: content, contentMap: language.map { [$0: content] }, tag: [], attachment: [],
      replies: empty(.replies(name)), likes: empty(.likes(name)), shares: empty(.shares(name)),
      context: url(.context(name)), conversation: url(.context(name)),
      generator: ActorWriter(site: site).generator)
  }

  private func empty(_ address: Address) -> CollectionObject {
    CollectionObject(id: url(address), type: .collection, totalItems: 0)
  }

  func url(_ address: Address) -> String { address.url(at: site) }
}

extension NoteWriter {
  /// How a note came into the world.
  func create(_ note: NoteObject, _ name: NoteName) -> ActivityObject {
    ActivityObject(
      id: url(.create(name)), type: .create, actor: note.attributedTo, published: note.published,
      to: note.to, cc: note.cc, object: .note(note))
  }

  /// A boost of an entry's note, or of the post with which its source tells it: dated when it was told,
  /// else when we first saw the entry.
  ///
  /// It names the note by its id alone, and is never older than it: Misskey skips one that is.
  func announce(_ told: ToldEntry, by actor: LocalActor) -> ActivityObject {
    let entry = told.entry
    let mirror = url(.note(.entry(entry.id)))
    let object = told.post?.object ?? entry.native ?? mirror
    let audience = Audience(
      followers: url(.followers(actor.handle)), isUnlisted: told.isUnlisted,
      alsoTold: object == mirror
        ? [url(.actor(told.handle))] : [entry.nativeAuthor].compactMap(\.self))
    return ActivityObject(
      id: url(.announce(by: actor.handle, of: entry.id)), type: .announce,
      actor: url(.actor(actor.handle)),
      published: max(published(entry), told.post?.told ?? min(entry.firstSeen, now)),
      to: audience.to, cc: audience.cc, object: .id(object))
  }
}
