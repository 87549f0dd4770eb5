import Crypto
import Foundation

/// Sixteen bytes that stand for a text: the key under which an entry, a link or a title is known.
///
/// The first half of a SHA-256, so that a key can be kept for ever without the words it was made of
/// (aggregation rule 4.5).
public struct EntryKey: Sendable, Hashable {
  public var high: UInt64
  public var low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The key of several texts in order; no two lists of texts without NUL share one.
  public init(_ parts: String...) {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    self.init(bytes: Array(hash.finalize().prefix(16)))
  }

  /// Reads what `bytes` gives; missing bytes count as zero.
  public init(bytes: [UInt8]) {
    func number(_ bytes: some Sequence<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
    self.init(high: number(bytes.prefix(8)), low: number(bytes.dropFirst(8).prefix(8)))
  }

  public var bytes: [UInt8] {
    [high, low].flatMap { half in
      (0..<8).reversed().map { UInt8(truncatingIfNeeded: half >> ($0 * 8)) }
    }
  }

  /// The key as a name that is nobody else's (RFC 9562 section 5.8).
  public var uuidURN: String {
    var octets = bytes
    octets[6] = octets[6] & 0x0f | 0x80
    octets[8] = octets[8] & 0x3f | 0x80
    let digits = octets.map { octet in
      let text = String(octet, radix: 16)
      return text.count == 1 ? "0" + text : text
    }
    let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
    return "urn:uuid:" + groups.joined(separator: "-")
  }
}
