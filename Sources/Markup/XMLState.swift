import CLibXML2
import Glibc

/// What the callbacks of one parser context know: how deep they are, and what the handler asked for.
struct XMLState: ~Copyable {
  enum Mode: UInt8 {
    case silent, follow, text, mixed, markup
  }

  let names: UnsafeMutablePointer<XMLNames>
  /// The context that is read; libxml2 makes another to look into an entity, whose events are none of ours.
  var context: UnsafeMutableRawPointer?
  /// Where events go; the reader keeps it alive while it reads, so that no event has to count references.
  var sink: Unmanaged<XMLSink>
  var fault: XMLFault?
  /// Whether to read on after a fatal error: the bytes are already mended as well as can be.
  var goesOn = false
  var hasUndeclaredPrefix = false
  private var mode = Mode.silent
  /// How many elements deep inside one that is skipped or read.
  private var inside = 0
  private var entered: [Mode] = []
  private var output = HTMLBuffer(capacity: 1 << 16)
  private var scratch = HTMLBuffer(capacity: 1024)

  init(names: UnsafeMutablePointer<XMLNames>, sink: XMLSink) {
    self.names = names
    self.sink = .passUnretained(sink)
  }

  mutating func begin() {
    fault = nil
    hasUndeclaredPrefix = false
    mode = .silent
    inside = 0
    entered.removeAll(keepingCapacity: true)
  }

  // MARK: Events

  @inline(__always)
  mutating func start(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?,
    _ address: UnsafePointer<UInt8>?, line: Int, count: Int,
    fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    guard inside == 0 else {
      inside += 1
      if mode == .mixed { becomeMarkup() }
      if mode == .markup { writeTag(local, count: count, fields: fields) }
      return
    }
    let (space, name) = names.pointee.element(local, prefix, address)
    let element = XMLElement(
      space: space, name: name, line: line, names: names, localPointer: local,
      addressPointer: address, fields: fields, count: count)
    switch sink._withUnsafeGuaranteedRef({ $0.start(element) }) {
    case .skip: read(.silent)
    case .text: read(.text)
    case .mixed: read(.mixed)
    case .markup: read(.markup)
    case .enter: enter(.silent)
    case .follow: enter(.follow)
    }
  }

  @inline(__always)
  mutating func end(_ local: UnsafePointer<UInt8>) {
    guard inside > 0 else { return leave() }
    inside -= 1
    if inside > 0 {
      if mode == .markup, !names.pointee.isVoid(local) { writeEnd(local) }
    } else {
      finish()
    }
  }

  @inline(__always)
  mutating func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
    switch mode {
    case .silent: return
    case .text, .mixed: output.append(bytes)
    case .markup: output.appendXML(bytes)
    case .follow: sink._withUnsafeGuaranteedRef { $0.text(bytes) }
    }
  }

  /// CDATA: a push parser leaves the line ends in it as they are.
  mutating func literal(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard mode != .silent else { return }
    var start = 0
    while let end = bytes.place(of: 13, from: start) {
      characters(bytes.part(start, end))
      start = end + 1
      if start == bytes.count || bytes[start] != 10 { lineFeed() }
    }
    characters(bytes.part(start, bytes.count))
  }

  /// Ends what a document cut short has left open.
  mutating func close() {
    if inside > 0 {
      inside = 0
      finish()
    }
    while !entered.isEmpty { leave() }
  }

  // MARK: Steps

  private mutating func read(_ mode: Mode) {
    self.mode = mode
    inside = 1
    output.removeAll()
  }

  private mutating func enter(_ mode: Mode) {
    entered.append(mode)
    self.mode = mode
  }

  private mutating func leave() {
    guard entered.popLast() != nil else { return }
    sink._withUnsafeGuaranteedRef { $0.leave() }
    mode = entered.last ?? .silent
  }

  private mutating func finish() {
    if mode != .silent {
      let text = XMLText.trimmed(output.bytes)
      sink._withUnsafeGuaranteedRef { $0.end(text, isMarkup: mode == .markup) }
    }
    mode = entered.last ?? .silent
  }

  private mutating func lineFeed() {
    withUnsafeBytes(of: UInt8(10)) { characters($0.bindMemory(to: UInt8.self)) }
  }

  // MARK: Markup

  /// The first tag inside a text: what was literal so far is escaped, and all that follows is HTML.
  private mutating func becomeMarkup() {
    mode = .markup
    scratch.removeAll()
    scratch.appendXML(output.bytes)
    output.removeAll()
    output.append(scratch.bytes)
  }

  private mutating func writeTag(
    _ local: UnsafePointer<UInt8>, count: Int,
    fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    output.append(60)
    output.append(UnsafeBufferPointer(start: local, count: strlen(local)))
    for field in stride(from: 0, to: count * 5, by: 5) {
      guard let name = fields?[field], let begin = fields?[field + 3], let end = fields?[field + 4]
      else { continue }
      output.append(32)
      output.append(UnsafeBufferPointer(start: name, count: strlen(name)))
      output.append("=\"")
      scratch.removeAll()
      XMLText.append(
        attribute: UnsafeBufferPointer(start: begin, count: end - begin), to: &scratch)
      output.appendXML(scratch.bytes)
      output.append(34)
    }
    output.append(62)
  }

  private mutating func writeEnd(_ local: UnsafePointer<UInt8>) {
    output.append("</")
    output.append(UnsafeBufferPointer(start: local, count: strlen(local)))
    output.append(62)
  }
}
