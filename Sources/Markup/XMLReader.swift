import CLibXML2
import Glibc

private let isReady: Void = xmlInitParser()

/// Reads XML as a stream of events, sound or not.
///
/// A document is first read strictly. At the first error reading stops, the bytes are mended, and all is read again. No
/// entity of a document grows, no DTD is loaded, nothing is fetched. One reader serves many documents, one at a time.
public final class XMLReader {
  /// Above this many interned names the context is made anew: hostile documents must not fill the memory.
  private static let interned = 20_000
  /// libxml2 refuses to look further ahead than ten times this.
  private static let chunk = 1 << 20

  private let vocabulary: XMLVocabulary
  private var context: UnsafeMutablePointer<xmlParserCtxt>
  private let state: UnsafeMutablePointer<XMLState>
  private let names: UnsafeMutablePointer<XMLNames>
  private let idle = XMLSink()

  public init(vocabulary: XMLVocabulary = XMLVocabulary()) {
    _ = isReady
    self.vocabulary = vocabulary
    context = Self.makeContext()
    state = .allocate(capacity: 1)
    names = .allocate(capacity: 1)
    names.initialize(to: Self.makeNames(vocabulary, context))
    state.initialize(to: XMLState(names: names, sink: idle))
    context.pointee._private = UnsafeMutableRawPointer(state)
  }

  deinit {
    xmlFreeParserCtxt(context)
    state.deinitialize(count: 1)
    state.deallocate()
    names.deinitialize(count: 1)
    names.deallocate()
  }

  /// Reads a document.
  ///
  /// - Parameter contentType: the header of that name, whose `charset` counts.
  public func read<Handler: XMLHandler & ~Copyable>(
    _ bytes: [UInt8], contentType: String? = nil, into handler: inout Handler
  ) throws(XMLError) -> XMLReport {
    let document = EncodedDocument(bytes, contentType: contentType)
    guard !document.isBlank else { throw .empty }
    try document.check()
    var report = XMLReport(encoding: document.encoding, isMisencoded: document.isMisencoded)
    report.fault = document.fault
    withUnsafeMutablePointer(to: &handler) { handler in
      let sink = XMLHandlerSink(handler)
      state.pointee.sink = .passUnretained(sink)
      defer { withExtendedLifetime(sink) { state.pointee.sink = .passUnretained(idle) } }
      handler.pointee.begin()
      document.withBytes { run($0, strictly: true) }
      if let fault = state.pointee.fault {
        report.fault = report.fault ?? fault
        let undeclared = state.pointee.hasUndeclaredPrefix
        handler.pointee.begin()
        var repair = XMLRepair(document)
        report.isMisencoded = report.isMisencoded || repair.isMisencoded
        report.encoding = repair.encoding ?? report.encoding
        repair.run()
        run(repair.bytes, strictly: false)
        state.pointee.hasUndeclaredPrefix = state.pointee.hasUndeclaredPrefix || undeclared
      }
      report.hasUndeclaredPrefix = state.pointee.hasUndeclaredPrefix
    }
    return report
  }

  private func run(_ bytes: UnsafeBufferPointer<UInt8>, strictly: Bool) {
    renewIfLarge()
    state.pointee.begin()
    state.pointee.goesOn = !strictly
    state.pointee.context = UnsafeMutableRawPointer(context)
    let options = XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
    let recover = strictly ? 0 : XML_PARSE_RECOVER.rawValue
    bytes.withMemoryRebound(to: CChar.self) { bytes in
      let head = min(4, bytes.count)
      xmlCtxtResetPush(context, bytes.baseAddress, Int32(head), nil, nil)
      xmlCtxtUseOptions(context, Int32(options | recover))
      var start = head
      repeat {
        let end = Self.endOfChunk(bytes, from: start)
        xmlParseChunk(
          context, bytes.baseAddress.map { $0 + start }, Int32(end - start),
          end == bytes.count ? 1 : 0)
        start = end
      } while start < bytes.count && context.pointee.disableSAX == 0
    }
    state.pointee.close()
    if let document = context.pointee.myDoc {
      xmlFreeDoc(document)
      context.pointee.myDoc = nil
    }
  }

  /// Where a piece of the document may end: after a tag, so that no character is torn.
  private static func endOfChunk(_ bytes: UnsafeBufferPointer<CChar>, from start: Int) -> Int {
    guard bytes.count - start > chunk else { return bytes.count }
    var end = start + chunk
    while end > start, bytes[end - 1] != 62 { end -= 1 }
    if end > start { return end }
    end = start + chunk
    while end < bytes.count, bytes[end - 1] != 62 { end += 1 }
    return end
  }

  // MARK: Context

  private func renewIfLarge() {
    guard xmlDictSize(context.pointee.dict) > Self.interned else { return }
    xmlFreeParserCtxt(context)
    context = Self.makeContext()
    names.pointee = Self.makeNames(vocabulary, context)
    context.pointee._private = UnsafeMutableRawPointer(state)
  }

  private static func makeContext() -> UnsafeMutablePointer<xmlParserCtxt> {
    guard let context = xmlCreatePushParserCtxt(nil, nil, nil, 0, nil),
      let sax = context.pointee.sax
    else { preconditionFailure("out of memory") }
    XMLCallbacks.install(in: sax)
    return context
  }

  private static func makeNames(
    _ vocabulary: XMLVocabulary, _ context: UnsafeMutablePointer<xmlParserCtxt>
  ) -> XMLNames {
    XMLNames(vocabulary) { name in
      xmlDictLookup(context.pointee.dict, name.utf8Start, Int32(name.utf8CodeUnitCount))
    }
  }
}
