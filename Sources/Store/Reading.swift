public import Foundation
public import Model

/// A document that was read, on its way into the store.
public struct Reading: Sendable {
  /// What to look up before the document is judged; names the source.
  public var question: Known.Question
  /// The source's state after the request; the judgement may still change it.
  public var state: FetchState
  /// What the feed says of itself.
  public var profile: SourceProfile
  /// Who holds the lease that ends with this reading.
  public var owner: String
  public var now: Date
  /// Who wrote the posts with which the source tells entries on the Fediverse itself, by their ids, which
  /// are those of the entries.
  public var natives: [String: String] = [:]
  /// Whether the words of its entries may be searched.
  public var isSearchable = true

  public init(
    question: Known.Question, state: FetchState, profile: SourceProfile, owner: String, now: Date
  ) {
    self.question = question
    self.state = state
    self.profile = profile
    self.owner = owner
    self.now = now
  }

  /// Decides what the document changes, and what that means for the source's state; pure.
  public typealias Judgement = @Sendable (Known, inout FetchState) -> Changes
}

/// What a reading has changed.
public struct Recorded: Sendable, Hashable {
  public var changes: Changes
  /// The entries that came with it, in the order of `changes.new`.
  public var inserted: [EntryID]

  public init(changes: Changes, inserted: [EntryID]) {
    self.changes = changes
    self.inserted = inserted
  }
}
