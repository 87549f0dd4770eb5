/// The entities a document declares for a few characters each, for when the document has to be mended.
struct XMLEntities {
  /// Longer than any sign or name an entity reasonably stands for; a reference is no shorter than three.
  private static let limit = 64

  private var values: [String: [UInt8]] = [:]

  /// Whether an entity stands for characters and nothing else: one made of others could grow without end.
  static func isPlain(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    value.count <= limit && !value.contains { $0 == 38 || $0 == 60 }
  }

  /// Notes what a document type declaration declares; of two of a name the first counts (XML 1.0 section 4.2).
  mutating func read(_ declaration: UnsafeBufferPointer<UInt8>) {
    var place = 0
    while let mark = declaration.place(of: "<!entity", from: place) {
      place = mark + 8
      guard let name = Self.word(declaration, &place), place < declaration.count,
        declaration[place] == 34 || declaration[place] == 39,
        let end = declaration.place(of: declaration[place], from: place + 1)
      else { continue }
      let value = declaration.part(place + 1, end)
      place = end + 1
      if values[name] == nil, Self.isPlain(value) { values[name] = Array(value) }
    }
  }

  /// What an entity stands for.
  subscript(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    values.isEmpty ? nil : values[String(decoding: name, as: UTF8.self)]
  }

  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int
  ) -> String? {
    while place < bytes.count, bytes[place] <= 32 { place += 1 }
    let start = place
    while place < bytes.count, bytes[place].isASCIIAlphanumeric { place += 1 }
    let end = place
    while place < bytes.count, bytes[place] <= 32 { place += 1 }
    return end > start && place > end
      ? String(decoding: bytes.part(start, end), as: UTF8.self) : nil
  }
}
