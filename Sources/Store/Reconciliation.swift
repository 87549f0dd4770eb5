public import Model

/// What the operator's list has changed in the store.
public struct Reconciliation: Sendable, Hashable {
  /// Seen for the first time.
  public var added: [Source.ID] = []
  /// No longer listed; their entries are hidden after a while.
  public var retired: [Source.ID] = []
  /// Listed again.
  public var returned: [Source.ID] = []
  /// Listed as before, with other attributes.
  public var changed: [Source.ID] = []
  public var foldersChanged = false

  public var isEmpty: Bool {
    added.isEmpty && retired.isEmpty && returned.isEmpty && changed.isEmpty && !foldersChanged
  }

  public init() {}
}
