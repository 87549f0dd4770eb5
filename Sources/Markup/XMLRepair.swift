import Glibc

/// Makes a well-formed document of bytes that are none.
///
/// The bytes become valid UTF-8; named references become numeric, for after any error libxml2 drops them; `<` and `&` that
/// begin nothing are escaped; tags are balanced, values quoted; what is open at the end is closed. Lines stay where they were.
struct XMLRepair: ~Copyable {
  /// Deeper elements lose their tags: libxml2 gives up at 256.
  private static let depth = 200

  let isMisencoded: Bool
  /// The encoding the bytes turned out to be in, where it is not the one they were read with.
  let encoding: String?
  private let source: [UInt8]
  private var output: HTMLBuffer
  private var open: [Range<Int>] = []
  private var tooDeep = 0
  private var isRootClosed = false
  private var entities = XMLEntities()
  /// First bytes of the end marks that the rest of the document is known not to have; looked for once, not at every start.
  private var absent: Set<UInt8> = []

  init(_ document: EncodedDocument) {
    let mixture = document.withBytes { EncodingMixture($0) }
    source = mixture.bytes
    isMisencoded = mixture.isMisencoded
    encoding = mixture.encoding
    output = HTMLBuffer(capacity: source.count + source.count / 8 + 64)
  }

  var bytes: UnsafeBufferPointer<UInt8> { output.bytes }

  mutating func run() {
    source.withUnsafeBufferPointer { source in
      var i = Self.beginning(of: source)
      while i < source.count {
        let mark = source.place(of: 60, from: i) ?? source.count
        if !open.isEmpty {
          XMLReference.copy(source.part(i, mark), to: &output, entities: entities)
        }
        guard mark < source.count else { break }
        i = token(source, mark)
      }
      while let name = open.popLast() { writeEnd(source.part(name)) }
    }
  }

  /// Where the document begins when something else stands before it, such as a warning of the server.
  private static func beginning(of source: UnsafeBufferPointer<UInt8>) -> Int {
    var first = 0
    while first < source.count, source[first] <= 32 { first += 1 }
    if source.hasPrefix("<!", at: first) || source.hasPrefix("<?", at: first) { return first }
    let roots: [StaticString] = [
      "<?xml ", "<rss", "<feed", "<rdf:rdf", "<rdf", "<opml", "<channel",
    ]
    var i = first
    while let mark = source.place(of: 60, from: i), mark < 1 << 16 {
      if roots.contains(where: { source.hasPrefix($0, at: mark) }) { return mark }
      i = mark + 1
    }
    return first
  }

  /// Copies what begins with the `<` at a place, and returns where it ends.
  private mutating func token(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    guard place + 1 < source.count else { return literal(place) }
    switch source[place + 1] {
    case UInt8(ascii: "!"): return declaration(source, place)
    case UInt8(ascii: "?"): return instruction(source, place)
    case UInt8(ascii: "/"): return endTag(source, place)
    default: return startTag(source, place)
    }
  }

  private mutating func literal(_ place: Int) -> Int {
    if !open.isEmpty { output.append("&#60;") }
    return place + 1
  }

  // MARK: Declarations and the like

  private mutating func declaration(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    if source.hasPrefix("<![cdata[", at: place) { return characterData(source, place + 9) }
    if source.hasPrefix("<!--", at: place) {
      guard let end = end(of: "-->", in: source, from: place + 4) else { return literal(place) }
      keepLines(source.part(place, end))
      return end
    }
    guard open.isEmpty, !isRootClosed, source.hasPrefix("<!doctype", at: place) else {
      return literal(place)
    }
    guard let end = source.endOfDoctype(from: place) else { return source.count }
    output.append(source.part(place, end))
    entities.read(source.part(place, end))
    return end
  }

  private mutating func characterData(
    _ source: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    let end = end(of: "]]>", in: source, from: start)
    let stop = end.map { $0 - 3 } ?? endOfElement(source, from: start)
    if !open.isEmpty {
      output.append("<![CDATA[")
      for byte in source.part(start, stop) where byte >= 32 || byte == 10 || byte == 9 {
        output.append(byte)
      }
      output.append("]]>")
    }
    return end ?? stop
  }

  /// Where character data ends that nothing closes: at the end tag of its element, else of the document.
  private func endOfElement(_ source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let name = open.last else { return source.count }
    var i = start
    while let mark = source.place(of: 60, from: i) {
      let nameEnd = mark + 2 + name.count
      if source.hasPrefix("</", at: mark), nameEnd < source.count,
        source.part(mark + 2, nameEnd).elementsEqual(source.part(name)), source[nameEnd] == 62
      {
        return mark
      }
      i = mark + 1
    }
    return source.count
  }

  private mutating func instruction(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    guard let end = end(of: "?>", in: source, from: place) ?? end(of: ">", in: source, from: place)
    else {
      return literal(place)
    }
    if output.count == 0, source.hasPrefix("<?xml ", at: place), source[end - 2] == 63 {
      // libxml2 wants no more of it than this, and publishers break the rest.
      output.append("<?xml version=\"1.0\"?>")
    }
    keepLines(source.part(place, end))
    return end
  }

  private mutating func end(
    of mark: StaticString, in source: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let first = mark.utf8Start[0]
    guard !absent.contains(first) else { return nil }
    let end = source.place(of: mark, from: start).map { $0 + mark.utf8CodeUnitCount }
    if end == nil { absent.insert(first) }
    return end
  }

  private mutating func keepLines(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes where byte == 10 { output.append(10) }
  }

  // MARK: Tags

  private mutating func startTag(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    guard !isRootClosed, let tag = XMLTagScanner(source, at: place) else { return literal(place) }
    closeEarlierItem(source, before: tag.name)
    if open.count == Self.depth, let innermost = open.last,
      source.part(innermost).elementsEqual(source.part(tag.name))
    {
      // So deep, somebody forgot the end tags: one follows the other.
      close(source, downTo: open.count - 1)
    }
    guard open.count < Self.depth else {
      tooDeep += tag.isEmpty ? 0 : 1
      return tag.end
    }
    output.append(60)
    output.append(source.part(tag.name))
    for attribute in tag.attributes {
      output.append(32)
      output.append(source.part(attribute.name))
      output.append("=\"")
      XMLReference.copy(
        source.part(attribute.value), to: &output, entities: entities, inAttribute: true)
      output.append(34)
    }
    if tag.isEmpty {
      output.append("/>")
      isRootClosed = open.isEmpty
    } else {
      output.append(62)
      open.append(tag.name)
    }
    return tag.end
  }

  /// An item inside an item: the end tag between them was forgotten.
  private mutating func closeEarlierItem(
    _ source: UnsafeBufferPointer<UInt8>, before name: Range<Int>
  ) {
    let name = source.part(name)
    guard name.elementsEqual("item".utf8) || name.elementsEqual("entry".utf8) else { return }
    guard let earlier = open.lastIndex(where: { source.part($0).elementsEqual(name) }) else {
      return
    }
    close(source, downTo: earlier)
  }

  private mutating func endTag(_ source: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
    guard let end = source.place(of: 62, from: place) else { return source.count }
    var nameEnd = place + 2
    while nameEnd < end, source[nameEnd] > 32, source[nameEnd] != 60 { nameEnd += 1 }
    let name = source.part(place + 2, nameEnd)
    if tooDeep > 0 {
      tooDeep -= 1
    } else if let match = open.lastIndex(where: { source.part($0).elementsEqual(name) }) {
      close(source, downTo: match)
      isRootClosed = open.isEmpty
    }
    return nameEnd < end && source[nameEnd] == 60 ? nameEnd : end + 1
  }

  private mutating func close(_ source: UnsafeBufferPointer<UInt8>, downTo index: Int) {
    while open.count > index, let name = open.popLast() { writeEnd(source.part(name)) }
  }

  private mutating func writeEnd(_ name: UnsafeBufferPointer<UInt8>) {
    output.append("</")
    output.append(name)
    output.append(62)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where a document type declaration ends, with the declarations inside it.
  fileprivate func endOfDoctype(from start: Int) -> Int? {
    guard let close = place(of: 62, from: start) else { return nil }
    guard let bracket = part(0, close).place(of: 91, from: start) else { return close + 1 }
    var end = bracket
    while let mark = place(of: 93, from: end) {
      end = mark + 1
      while end < count, self[end] <= 32 { end += 1 }
      if end < count, self[end] == 62 { return end + 1 }
    }
    return nil
  }
}
