/// A small document as a list of what stands in it, in order.
///
/// For documents of moderate size whose every element matters, such as OPML; feeds are read as they stream.
public struct XMLEvents: Sendable {
  /// One step through a document.
  public enum Event: Sendable, Hashable {
    case start(Tag)
    case text(String)
    case end
  }

  /// A start tag.
  public struct Tag: Sendable, Hashable {
    /// The name as written, without a declared prefix.
    public var name: String
    public var namespace: String?
    public var attributes: [XMLAttribute]
    /// Counted from 1.
    public var line: Int

    /// The value of an attribute without namespace, its name in lower case.
    public func value(_ name: String) -> String? {
      attributes.first { $0.namespace == nil && $0.name.lowercased() == name }?.value
    }
  }

  public let events: [Event]
  public let report: XMLReport

  /// Reads a document; `contentType` is the header of that name.
  public init(reading bytes: [UInt8], contentType: String? = nil) throws(XMLError) {
    var recorder = XMLRecorder()
    report = try XMLReader().read(bytes, contentType: contentType, into: &recorder)
    events = recorder.events
  }
}

/// Writes down every event.
private struct XMLRecorder: XMLHandler {
  var events: [XMLEvents.Event] = []

  mutating func begin() { events = [] }

  mutating func start(_ element: borrowing XMLElement) -> XMLAction {
    let tag = XMLEvents.Tag(
      name: element.localName, namespace: element.namespace, attributes: element.attributes,
      line: element.line)
    events.append(.start(tag))
    return .follow
  }

  mutating func text(_ text: Span<UInt8>) {
    let text = String(xml: text)
    if case .text(let before) = events.last {
      events[events.count - 1] = .text(before + text)
    } else {
      events.append(.text(text))
    }
  }

  mutating func end(_ text: Span<UInt8>, isMarkup: Bool) {}
  mutating func leave() { events.append(.end) }
}
