public import Foundation
public import Model

/// A received activity, judged: what it changes here, and by what it is known again.
public struct Receipt: Sendable {
  /// Something an activity changes.
  public enum Effect: Sendable {
    /// A new follower, or one that asks again; it is answered in either case.
    case follow(Follower, answer: OutgoingActivity)
    /// - Parameters:
    ///   - actor: the handle of ours that is no longer followed; `nil` for the one of this `follow`.
    ///   - follow: the id of the activity that is undone.
    case unfollow(follower: String, actor: String?, follow: String?)
    /// An account that follows none of our actors any more.
    case depart(follower: String)
    /// An answer to one inbox.
    case answer(OutgoingActivity, to: InboxAddress)
    /// A document that others may ask for.
    case publish(OutgoingActivity)
    case react(Reaction)
    /// - Parameter activity: the id of the activity that is undone.
    case unreact(actor: String, note: String?, kind: Reaction.Kind?, activity: String?)
    /// A reply, or its new words, where those are newer.
    case reply(Reply)
    /// New words for a reply that is known.
    case editReply(Reply)
    case removeReply(id: String, actor: String)
    /// An account that is gone, with all it did here.
    case forget(actor: String)
    case report(Report)
    /// The activity itself, to be looked at later.
    ///
    /// - Parameters:
    ///   - ifFollowed: only where its signer is the account of a source, or wrote what one told.
    ///   - post: what it is about; where such an account told that, it is looked at whoever sent it.
    case errand(signer: String, body: [UInt8], ifFollowed: Bool, about: String? = nil)
    /// A source that does not want to be told on the Fediverse any more.
    case optOut(Source.ID, reason: String)

    /// Whether readers get to see it, so that it is kept from them where its actor is silenced.
    var isShown: Bool {
      switch self {
      case .react, .reply, .editReply: true
      default: false
      }
    }
  }

  /// What became of an activity.
  public enum Verdict: Sendable, Hashable {
    case taken
    /// It was here before.
    case known
    /// The operator wants nothing from its actor.
    case blocked
  }

  /// The id of who has proven to have sent it.
  public var actor: String

  /// The host that has proven to be there.
  public var host: String
  /// An activity with one of these was here before and has no effect any more.
  public var keys: [EntryKey]
  /// How long that is remembered.
  public var until: Date
  public var effects: [Effect]

  public init(actor: String, host: String, keys: [EntryKey], until: Date, effects: [Effect]) {
    self.actor = actor
    self.host = host
    self.keys = keys
    self.until = until
    self.effects = effects
  }
}
