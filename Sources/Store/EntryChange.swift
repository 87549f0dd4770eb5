public import Foundation

/// What came of hiding an entry, or of showing it again.
public struct EntryChange: Sendable, Hashable {
  /// Whether it was otherwise before.
  public var isChanged: Bool
  /// What keeps the entry out of sight, whatever the operator says of it.
  public var obstacle: EntryObstacle?

  public init(isChanged: Bool, obstacle: EntryObstacle? = nil) {
    self.isChanged = isChanged
    self.obstacle = obstacle
  }
}

/// Why an entry is not to be seen that nobody has hidden.
public enum EntryObstacle: Sendable, Hashable {
  /// It was removed for ever.
  case removed
  /// Its publisher has dated it ahead; it appears at that moment.
  case dated(Date)
  /// It is kept back with its source.
  case held
  /// Its source is not in the operator's list any more.
  case unlisted
}
