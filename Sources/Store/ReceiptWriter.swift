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

  /// How long an `Undo` is remembered that came before what it undoes.
  private static let undoLifetime: TimeInterval = 6 * 3600

  init(now: Date, _ db: Database) {
    self.now = now
    self.db = db
  }

  mutating func write(_ receipt: Receipt) throws -> Receipt.Verdict {
    let judgement = try judgement(on: receipt)
    guard judgement != .block else { return .blocked }
    if hosts.insert(receipt.host).inserted {
      _ = try HostTable(db).spoke(receipt.host, now: now)
    }
    let seen = SeenTable(db)
    for key in receipt.keys where try seen.contains(key, now: now) { return .known }
    for key in receipt.keys { try seen.insert(key, until: receipt.until) }
    let isSilenced = judgement == .silence
    for effect in receipt.effects where !(isSilenced && effect.isShown) { try apply(effect) }
    return .taken
  }

  private mutating func judgement(on receipt: Receipt) throws -> Block.Kind? {
    if let known = judgements[receipt.actor] { return known }
    let judgement = try BlockTable(db).kind(of: receipt.actor, onHost: receipt.host)
    judgements[receipt.actor] = judgement
    return judgement
  }

  private mutating func apply(_ effect: Receipt.Effect) throws {
    switch effect {
    case .follow(let follower, let answer): try follow(follower, answer)
    case .unfollow(let follower, let actor, let follow):
      try unfollow(follower, actor, follow)
    case .depart(let follower):
      try FollowerTable(db).remove(follower)
      note(true)
    case .answer(let activity, let inbox): try send(activity, to: [inbox])
    case .publish(let activity): try send(activity, to: [])
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
    case .errand(let signer, let body, let ifFollowed):
      let isFollowed = try FollowedReader(db).contains(signer)
      guard isFollowed || !ifFollowed && body.count <= ErrandTable.strangerLimit else { return }
      try ErrandTable(db).insert(signer: signer, body: body, now: now)
    case .optOut(let source, let reason):
      if try ConsentWriter(now: now, db).optOut(source, reason: reason) { hasOptedOut = true }
    }
  }

  private mutating func note(_ change: Bool) {
    if change { hasChanged = true }
  }

  private mutating func follow(_ follower: Follower, _ answer: OutgoingActivity) throws {
    guard try !SeenTable(db).contains(Self.undone(follower.follow), now: now) else { return }
    note(try FollowerTable(db).put(follower))
    try send(answer, to: [InboxAddress(url: follower.inbox, host: follower.host)])
  }

  private mutating func unfollow(_ id: String, _ actor: String?, _ follow: String?) throws {
    if try FollowerTable(db).remove(id, from: actor, follow: follow) {
      note(true)
    } else if let follow {
      try SeenTable(db).insert(
        Self.undone(follow), until: now.addingTimeInterval(Self.undoLifetime))
    }
  }

  private static func undone(_ follow: String) -> EntryKey { EntryKey("undone", follow) }

  /// An answer that is on its way already is not sent twice.
  private func send(_ activity: OutgoingActivity, to inboxes: [InboxAddress]) throws {
    guard try !db.exists("SELECT 1 FROM activity WHERE path = ?", [activity.path]) else { return }
    try ActivityTable(db).insert(activity, to: inboxes)
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
