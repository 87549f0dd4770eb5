public import Foundation
public import Model

/// What one of our actors has told of itself, and what has become of it.
public struct ActorRecord: Sendable, Hashable {
  /// What its document said when its followers were last told.
  public var profile: EntryKey?
  /// The id of the account it has moved to.
  public var movedTo: String?
  public var moved: Date?
  /// Since when it is gone for ever.
  public var deleted: Date?

  public init(
    profile: EntryKey? = nil, movedTo: String? = nil, moved: Date? = nil, deleted: Date? = nil
  ) {
    self.profile = profile
    self.movedTo = movedTo
    self.moved = moved
    self.deleted = deleted
  }

  /// Whether it says nothing any more.
  public var isSilent: Bool { movedTo != nil || deleted != nil }
}
