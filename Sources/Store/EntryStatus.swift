public import Foundation

/// Whether an entry can be shown, and what to answer where it cannot.
public enum EntryStatus: Sendable, Hashable {
  /// Shown.
  case present
  /// Not to be seen now: hidden by the operator, or from the future (404).
  case hidden
  /// Removed for ever, since that moment (410).
  case removed(Date)
  /// No entry has ever had this number (404).
  case unknown
}
