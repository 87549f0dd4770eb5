import Foundation
import GRDB
import Model

/// Lets received activities have their effects, each once, and none that come from whom the operator
/// has blocked.
struct ReceiptWriter {
  private let now: Date
  private let db: Database
  private(set) var hasChanged = false
  private(set) var hasOptedOut = false
  private var hosts: Set<String> = []
  /// The operator's words on actors, each read once.
  private var judgements: [String: Block.Kind?] = [:]

  /// How long an `Undo` is remembered.
  private static let undoLifetime: TimeInterval = 6 * 3600

  init(now: Date, _ db: Database) {
    self.now = now
    self.db = db
  }

  mutating func write(_ receipt: Receipt) throws -> Receipt.Verdict {
    let judgement = try judgement(on: receipt)
    guard judgement != .block else { return .blocked }
    if hosts.insert(receipt.host).inserted {
      try HostTable(db).heard(receipt.host, now: now)
    }
    let seen = SeenTable(db)
    for key in receipt.keys where try seen.contains(key, now: now) { return .known }
    for key in receipt.keys { try seen.insert(key, until: receipt.until) }
    let isSilenced = judgement == .silence
    for effect in receipt.effects where !(isSilenced && effect.isShown) {
      try apply(effect, of: receipt)
    }
    return .taken
  }

  private mutating func judgement(on receipt: Receipt) throws -> Block.Kind? {
    if let known = judgements[receipt.actor] { return known }
    let judgement = try BlockTable(db).kind(of: receipt.actor, onHost: receipt.host)
    judgements[receipt.actor] = judgement
    return judgement
  }

  private mutating func apply(_ effect: Receipt.Effect, of receipt: Receipt) throws {
    switch effect {
    case .follow(let follower, let answer): try follow(follower, answer, of: receipt)
    case .unfollow(let follower, let actor, let follow):
      try unfollow(follower, actor, follow)
    case .depart(let follower):
      try FollowerTable(db).remove(follower)
      note(true)
    case .answer(let activity, let inbox):
      try ActivityTable(db).insert(activity, to: inbox, answering: receipt.host)
    case .publish(let activity): try ActivityTable(db).publish(activity, for: receipt.host)
    case .react(let reaction):
      guard try isPresent(reaction.note) else { return }
      note(try ReactionTable(db).put(reaction))
    case .unreact(let actor, let note, let kind, let activity):
      self.note(
        try ReactionTable(db).remove(of: actor, note: note, kind: kind, activity: activity))
    case .reply(let reply):
      if let note = reply.note, try !isPresent(note) { return }
      note(try ReplyTable(db).put(reply, isNew: true))
    case .editReply(let reply): note(try ReplyTable(db).put(reply, isNew: false))
    case .removeReply(let id, let actor): note(try ReplyTable(db).remove(id, of: actor))
    case .forget(let actor): try forget(actor)
    case .report(let report): try ReportTable(db).insert(report)
    case .errand(let signer, let body, let ifFollowed, let post):
      let isFollowed = try FollowedReader(db).contains(signer)
      let isWanted = try !ifFollowed || post.map { try NativeWriter(db).isHeld($0) } ?? false
      guard isFollowed || isWanted && body.count <= ErrandTable.strangerLimit else { return }
      try ErrandTable(db).insert(
        isFollowed ? .followed : .stranger, signer: signer, body: body, now: now)
    case .optOut(let source, let reason):
      if try ConsentWriter(now: now, db).optOut(source, reason: reason) { hasOptedOut = true }
    }
  }

  private mutating func note(_ change: Bool) {
    if change { hasChanged = true }
  }

  private mutating func follow(
    _ follower: Follower, _ answer: OutgoingActivity, of receipt: Receipt
  ) throws {
    let undone = Self.undone(follower.follow, by: follower.id)
    // It was taken back before it arrived; the next one is meant.
    if try SeenTable(db).contains(undone, now: now) { return try SeenTable(db).remove(undone) }
    note(try FollowerTable(db).put(follower))
    let inbox = InboxAddress(url: follower.inbox, host: follower.host)
    try ActivityTable(db).insert(answer, to: inbox, answering: receipt.host)
  }

  /// One that finds nothing to undo came before its `Follow`, or is repeated: whoever repeats it has been
  /// heard, and may follow again under the same id.
  private mutating func unfollow(_ id: String, _ actor: String?, _ follow: String?) throws {
    let hasFollowed = try FollowerTable(db).remove(id, from: actor, follow: follow)
    note(hasFollowed)
    guard let follow else { return }
    let seen = SeenTable(db)
    let until = now.addingTimeInterval(Self.undoLifetime)
    let heard = EntryKey("unfollowed", id, follow)
    if hasFollowed {
      try seen.insert(heard, until: until)
    } else if try !seen.contains(heard, now: now) {
      try seen.insert(Self.undone(follow, by: id), until: until)
    }
  }

  private static func undone(_ follow: String, by follower: String) -> EntryKey {
    EntryKey("undone", follower, follow)
  }

  /// A note that introduces an actor belongs to no entry.
  private func isPresent(_ note: String) throws -> Bool {
    guard let entry = EntryID(note) else { return true }
    return try Visibility(db).status(of: entry) == .present
  }

  private mutating func forget(_ actor: String) throws {
    try ActorEraser(db).forget(actor)
    note(true)
  }
}
