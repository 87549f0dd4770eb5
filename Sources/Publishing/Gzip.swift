import CZlib

/// The gzip form of bytes that are sent many times (RFC 1952).
enum Gzip {
  /// Where zlib's gain per millisecond is best; the work is done once per change.
  private static let level: Int32 = 6

  /// The compressed bytes, or `nil` where they are not fewer.
  ///
  /// Equal input gives equal output.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    let capacity = coopwire_gzip_bound(bytes.count)
    let compressed = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
      guard let start = output.baseAddress else { return }
      count = bytes.withUnsafeBufferPointer { input in
        coopwire_gzip(input.baseAddress, input.count, start, output.count, level)
      }
    }
    return compressed.isEmpty || compressed.count >= bytes.count ? nil : compressed
  }
}
