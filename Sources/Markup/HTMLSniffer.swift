/// Tells web pages from other documents by how they begin.
enum HTMLSniffer {
  private static let openings: [StaticString] = [
    "<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<style", "<iframe",
    "<div", "<h1", "<table", "<link", "<main", "<header", "<nav", "<font", "<center",
  ]

  static func looksLikeHTML(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = bytes.hasPrefix("\u{FEFF}") ? 3 : 0
    while position < bytes.count {
      if bytes[position].isHTMLSpace {
        position += 1
      } else if let end = declarationEnd(in: bytes, at: position) {
        position = end
      } else {
        return openings.contains { begins(bytes, with: $0, at: position) }
      }
    }
    return false
  }

  /// Behind a comment or a processing instruction.
  private static func declarationEnd(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Int? {
    if bytes.hasPrefix("<?", at: start) {
      return bytes.place(of: .greater, from: start).map { $0 + 1 } ?? bytes.count
    }
    guard bytes.hasPrefix("<!--", at: start) else { return nil }
    var i = start + 4
    while let dash = bytes.place(of: 45, from: i) {
      if bytes.hasPrefix("-->", at: dash) { return dash + 3 }
      i = dash + 1
    }
    return bytes.count
  }

  private static func begins(
    _ bytes: UnsafeBufferPointer<UInt8>, with opening: StaticString, at start: Int
  ) -> Bool {
    guard bytes.hasPrefix(opening, at: start) else { return false }
    let next = start + opening.utf8CodeUnitCount
    return next >= bytes.count || !bytes[next].isASCIIAlphanumeric && bytes[next] != .colon
  }
}
