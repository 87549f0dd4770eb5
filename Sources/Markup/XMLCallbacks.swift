import CLibXML2
import Glibc

/// The functions libxml2 calls; each finds its state behind the context.
enum XMLCallbacks {
  static func install(in sax: UnsafeMutablePointer<xmlSAXHandler>) {
    sax.pointee.startElementNs = { context, local, prefix, address, _, _, count, _, fields in
      guard let local else { return }
      XMLCallbacks.state(context)?.pointee.start(
        local, prefix, address, line: XMLCallbacks.line(context), count: Int(count), fields: fields)
    }
    sax.pointee.endElementNs = { context, local, _, _ in
      guard let local else { return }
      XMLCallbacks.state(context)?.pointee.end(local)
    }
    sax.pointee.characters = { context, start, count in
      XMLCallbacks.state(context)?.pointee.characters(
        UnsafeBufferPointer(start: start, count: Int(count)))
    }
    // Left alone, libxml2 would guess which blanks matter.
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = { context, start, count in
      XMLCallbacks.state(context)?.pointee.literal(
        UnsafeBufferPointer(start: start, count: Int(count)))
    }
    sax.pointee.reference = { context, name in
      guard let context, let name else { return }
      XMLCallbacks.reference(context, name)
    }
    sax.pointee.entityDecl = { context, name, kind, publicID, systemID, content in
      guard XMLCallbacks.isPlain(content, kind: kind) else { return }
      xmlSAX2EntityDecl(context, name, kind, publicID, systemID, content)
    }
    sax.pointee.serror = { context, error in
      guard let context, let error else { return }
      XMLCallbacks.fault(context, error.pointee)
    }
    sax.pointee.comment = nil
    sax.pointee.processingInstruction = nil
  }

  @inline(__always)
  private static func state(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<XMLState>?
  {
    guard
      let state = context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private?
        .assumingMemoryBound(to: XMLState.self), state.pointee.context == context
    else { return nil }
    return state
  }

  @inline(__always)
  private static func line(_ context: UnsafeMutableRawPointer?) -> Int {
    Int(context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee.input?.pointee.line ?? 0)
  }

  /// Whether an entity stands for a few characters and nothing else.
  ///
  /// Others are not taken note of: libxml2 looks into an entity at its first use, and into those it is
  /// made of, so that ten lines cost it minutes ("billion laughs").
  private static func isPlain(_ content: UnsafePointer<UInt8>?, kind: Int32) -> Bool {
    guard kind == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), let content else { return false }
    return XMLEntities.isPlain(UnsafeBufferPointer(start: content, count: strlen(content)))
  }

  /// A named reference that is not XML's own: a plain entity the document declares, or one of HTML's.
  private static func reference(_ context: UnsafeMutableRawPointer, _ name: UnsafePointer<UInt8>) {
    if let entity = xmlSAX2GetEntity(context, name) {
      guard let content = entity.pointee.content else { return }
      state(context)?.pointee.characters(
        UnsafeBufferPointer(start: UnsafePointer(content), count: strlen(content)))
    } else if var text = HTMLEntities.scalars(for: String(cString: name)) {
      text.withUTF8 { state(context)?.pointee.characters($0) }
    }
  }

  private static func fault(_ context: UnsafeMutableRawPointer, _ error: xmlError) {
    guard let state = state(context) else { return }
    if error.domain == Int32(XML_FROM_NAMESPACE.rawValue) {
      if error.code == Int32(XML_NS_ERR_UNDEFINED_NAMESPACE.rawValue) {
        state.pointee.hasUndeclaredPrefix = true
      }
      return
    }
    guard error.level == XML_ERR_FATAL, state.pointee.fault == nil else { return }
    let message = error.message.map { String(cString: $0) } ?? ""
    let firstLine = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    state.pointee.fault = XMLFault(
      line: max(Int(error.line), 1), column: max(Int(error.int2), 1),
      message: firstLine)
    if !state.pointee.goesOn { xmlStopParser(context.assumingMemoryBound(to: xmlParserCtxt.self)) }
  }
}
