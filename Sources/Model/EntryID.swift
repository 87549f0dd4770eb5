public import struct Foundation.Date

/// An entry's number, which is also its place in the river: larger is newer.
///
/// The upper bits hold the second under which the entry is sorted, the lower 20 tell entries of one
/// second apart. It is assigned once and never changes, so a page of the river is one walk over the
/// primary key, and a position in it stays good while entries arrive.
public struct EntryID: RawRepresentable, Sendable, Hashable, Codable, Comparable,
  CustomStringConvertible
{
  /// How many entries may share one second.
  public static let perSecond: Int64 = 1 << 20

  public var rawValue: Int64

  public init(rawValue: Int64) {
    self.rawValue = rawValue
  }

  /// The number for an entry sorted under `time`; `salt` spreads entries of the same second.
  public init(time: Date, salt: UInt32) {
    let since = time.timeIntervalSince1970
    let second = since > 0 ? Int64(min(since, 8_000_000_000)) : 0
    rawValue = second * Self.perSecond + Int64(salt) % Self.perSecond
  }

  /// The next number, for when this one is taken.
  public var next: EntryID { EntryID(rawValue: rawValue + 1) }

  public var time: Date {
    Date(timeIntervalSince1970: Double(rawValue / Self.perSecond))
  }

  public static func < (left: EntryID, right: EntryID) -> Bool { left.rawValue < right.rawValue }
}

extension EntryID: LosslessStringConvertible {
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  private static let length = 13

  /// Thirteen letters and digits (Crockford's base 32, lower case), in the order of the numbers.
  ///
  /// No entry's number is negative.
  public var description: String {
    let bits = UInt64(bitPattern: rawValue)
    let digits = (0..<Self.length).reversed().map { digit in
      Self.alphabet[Int((bits >> UInt64(digit * 5)) & 31)]
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Reads what `description` writes, and nothing else.
  public init?(_ description: String) {
    let bytes = Array(description.utf8)
    guard bytes.count == Self.length else { return nil }
    var bits: UInt64 = 0
    for byte in bytes {
      guard let digit = Self.alphabet.firstIndex(of: byte) else { return nil }
      guard bits >> 59 == 0 else { return nil }
      bits = bits << 5 | UInt64(digit)
    }
    guard bits <= UInt64(Int64.max) else { return nil }
    rawValue = Int64(bits)
  }
}
