import Foundation
import Model
import Store

/// Decides what comes of an announcement (federation rule 1.6, aggregation rule 4.8).
struct AnnouncementJudge: Sendable {
  enum Decision: Sendable {
    case settle(Settlement)
    /// It is too early to say it.
    case wait(until: Date)
  }

  let site: SiteProfile
  let store: Store
  let now: Date

  /// Between two words on one note.
  private static let pause: TimeInterval = 10 * 60
  /// Before it is looked again whether the operator lets something be said.
  private static let patience: TimeInterval = 60 * 60
  /// How often a note is told anew.
  private static let edits = 5

  private var directory: ActorDirectory { ActorDirectory(store: store) }
  private var finder: NoteFinder { NoteFinder(store: store) }
  private var writer: ActivityWriter { ActivityWriter(site: site, now: now) }

  func decision(on announcement: Announcement) async throws -> Decision {
    guard let handle = Handle(announcement.actor) else { return .settle(.nothing) }
    let record = try await store.actorRecord(of: announcement.actor)
    if announcement.kind == .withdrawn {
      guard record.deleted == nil else { return .settle(.nothing) }
      return .settle(try await withdrawal(of: announcement.entry, by: handle))
    }
    guard !record.isSilent, let actor = try await directory.actor(handle) else {
      return .settle(.nothing)
    }
    // It may be shown again.
    guard try await store.status(of: announcement.entry) != .hidden else {
      return .wait(until: now.addingTimeInterval(Self.patience))
    }
    return announcement.kind == .new
      ? try await telling(of: announcement.entry, by: actor)
      : try await edit(of: announcement.entry, by: actor)
  }

  private func telling(of entry: EntryID, by actor: LocalActor) async throws -> Decision {
    let finding = try await actor.boosts ? finder.boosted(entry, by: actor) : finder.told(entry)
    guard case .found(let told) = finding, told.post == nil, told.isListed,
      try await mayBeShown(told.entry.nativeAuthor)
    else {
      return .settle(.nothing)
    }
    if let end = silence(over: told) { return .wait(until: end) }
    return .settle(try telling(told, by: actor))
  }

  /// Until when nothing is said of an entry: a source of it is held, or its site was rebuilt of late.
  private func silence(over told: ToldEntry) -> Date? {
    [told.source, told.shown].compactMap { source in
      if case .held? = source.obstacle { return now.addingTimeInterval(Self.patience) }
      return source.state.quietUntil.flatMap { $0 > now ? $0 : nil }
    }.max()
  }

  private func telling(_ told: ToldEntry, by actor: LocalActor) throws -> Settlement {
    let handle = actor.handle.description
    let entry = told.entry.id
    var told = told
    var post = Post(
      entry: entry, actor: handle, object: Address.note(.entry(entry)).url(at: site), told: now)
    guard actor.boosts else {
      guard told.handle == actor.handle else { return .nothing }
      post.digest = digest(of: told)
      return Settlement(
        activity: try writer.create(told), audience: [handle], post: post, basis: told.entry)
    }
    post.object = told.entry.native ?? post.object
    told.post = post
    return Settlement(
      activity: try writer.announce(told, by: actor), audience: [handle],
      mentioned: told.entry.nativeAuthor, post: post, basis: told.entry)
  }

  /// Whom the operator has blocked or silenced is not boosted (federation rule S12).
  private func mayBeShown(_ author: String?) async throws -> Bool {
    guard let author, let (origin, _) = Origin.split(author) else { return true }
    return try await store.block(of: author, onHost: origin.authority) == nil
  }

  /// Only what was told is told anew, to whoever got the note or a boost of it, and only where its readers
  /// see a difference.
  private func edit(of entry: EntryID, by actor: LocalActor) async throws -> Decision {
    guard !actor.boosts, case .found(var told) = try await finder.told(entry),
      told.handle == actor.handle, var post = told.post, post.edits < Self.edits
    else { return .settle(.nothing) }
    let digest = digest(of: told)
    guard digest != post.digest else { return .settle(Settlement(basis: told.entry)) }
    if let end = silence(over: told) { return .wait(until: end) }
    let earliest = (post.edited ?? post.told).addingTimeInterval(Self.pause)
    guard earliest <= now else { return .wait(until: earliest) }
    post.digest = digest
    post.edits += 1
    post.edited = now
    told.post = post
    let audience = Self.audience(of: post, among: try await store.posts(of: entry))
    return .settle(
      Settlement(
        activity: try writer.update(told), audience: audience, post: post,
        supersedes: [ActivityObject.Kind.update.rawValue], basis: told.entry))
  }

  /// Whoever got the note, or a boost of it, is told that it is gone.
  private func withdrawal(of entry: EntryID, by handle: Handle) async throws -> Settlement {
    let posts = try await store.posts(of: entry)
    guard var post = posts.first(where: { $0.actor == handle.description }),
      post.withdrawn == nil
    else { return .nothing }
    post.withdrawn = now
    guard post.digest != nil else {
      return Settlement(
        activity: try writer.undo(post, by: handle), audience: [post.actor],
        mentioned: try await store.nativeAuthor(of: entry), post: post,
        supersedes: [ActivityObject.Kind.announce.rawValue])
    }
    return Settlement(
      activity: try writer.delete(post.object, by: handle),
      audience: Self.audience(of: post, among: posts), post: post,
      supersedes: [
        ActivityObject.Kind.create.rawValue, ActivityObject.Kind.update.rawValue,
      ])
  }

  /// Whose followers have the note: those of its author, and of everybody who has boosted it.
  private static func audience(of post: Post, among posts: [Post]) -> [String] {
    posts.filter { $0.object == post.object }.map(\.actor)
  }

  private func digest(of told: ToldEntry) -> EntryKey {
    EntryKey(shownBy: NoteWriter(site: site, now: now).note(told))
  }
}
