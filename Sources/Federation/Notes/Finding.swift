import struct Foundation.Date

/// What came of looking for something that may be told.
enum Finding<Value: Sendable>: Sendable {
  case found(Value)
  /// It was removed for ever, since that moment.
  case removed(Date)
  /// There is none, or none that may be seen.
  case absent
}
