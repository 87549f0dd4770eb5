import Glibc

/// What is refused before libxml2 sees it.
enum XMLLimits {
  /// libxml2 compares every attribute of a tag with every other: 100,000 of them take many seconds.
  static let attributes = 500
  /// The shortest tag with too many attributes is longer than two such blocks.
  private static let block = 1024

  /// Refuses a document with a tag of too many attributes, in a pass that looks at a few bytes of each block.
  static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) {
    var start = 0
    while start + block <= bytes.count {
      let part = bytes.part(start, start + block)
      if part.place(of: 60, from: 0) == nil, let tag = lastTag(in: bytes, before: start),
        attributeCount(in: bytes, from: tag) > attributes
      {
        let line = bytes.part(0, tag).count { $0 == 10 } + 1
        throw .tooManyAttributes(line: line, limit: attributes)
      }
      start += block
    }
  }

  /// Where the tag begins that a block without `<` may belong to.
  ///
  /// Asked only for the first such block of a run: the block before it has a `<`.
  private static func lastTag(in bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
    let begin = max(end - block, 0)
    return bytes.part(begin, end).lastIndex(of: 60).map { begin + $0 }
  }

  private static func attributeCount(in bytes: UnsafeBufferPointer<UInt8>, from tag: Int) -> Int {
    var count = 0
    var i = tag + 1
    guard i < bytes.count, bytes[i] != 33, bytes[i] != 63 else { return 0 }
    while i < bytes.count, bytes[i] != 62, count <= attributes {
      if bytes[i] == 34 || bytes[i] == 39 {
        count += 1
        guard let end = bytes.place(of: bytes[i], from: i + 1) else { return count }
        i = end
      }
      i += 1
    }
    return count
  }
}
