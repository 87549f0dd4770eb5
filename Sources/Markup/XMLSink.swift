/// Where a parser's events go: the handler behind a type-free face, for C callbacks know no generic parameters.
class XMLSink {
  func start(_ element: borrowing XMLElement) -> XMLAction { .skip }
  func end(_ text: UnsafeBufferPointer<UInt8>, isMarkup: Bool) {}
  func leave() {}
  func text(_ text: UnsafeBufferPointer<UInt8>) {}
}

/// Hands events to a handler; lives only as long as one reading.
final class XMLHandlerSink<Handler: XMLHandler & ~Copyable>: XMLSink {
  private let handler: UnsafeMutablePointer<Handler>

  init(_ handler: UnsafeMutablePointer<Handler>) { self.handler = handler }

  override func start(_ element: borrowing XMLElement) -> XMLAction {
    handler.pointee.start(element)
  }
  override func end(_ text: UnsafeBufferPointer<UInt8>, isMarkup: Bool) {
    handler.pointee.end(text.span, isMarkup: isMarkup)
  }
  override func leave() { handler.pointee.leave() }
  override func text(_ text: UnsafeBufferPointer<UInt8>) { handler.pointee.text(text.span) }
}
