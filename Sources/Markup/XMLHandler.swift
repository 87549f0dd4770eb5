/// What an `XMLReader` tells of a document, element by element.
///
/// The handler answers every start tag with what it wants of the element, so that what nobody asked for costs nothing.
public protocol XMLHandler: ~Copyable {
  /// Forgets all: a reading begins, or begins anew because the document is damaged.
  mutating func begin()
  /// An element begins whose parent was entered.
  mutating func start(_ element: borrowing XMLElement) -> XMLAction
  /// An element that was read ends; white space around its text is cut off.
  ///
  /// The text is valid UTF-8. `isMarkup` says that it is HTML: asked for, or found inside a `.mixed` element.
  mutating func end(_ text: Span<UInt8>, isMarkup: Bool)
  /// An element that was entered or followed ends.
  mutating func leave()
  /// A piece of text of an element that is followed.
  mutating func text(_ text: Span<UInt8>)
}

extension XMLHandler where Self: ~Copyable {
  public mutating func text(_ text: Span<UInt8>) {}
}

/// What a handler wants of an element.
public enum XMLAction: Sendable {
  /// Nothing.
  case skip
  /// Its children.
  case enter
  /// Its children, and its text piece by piece.
  case follow
  /// Its text, with that of the elements in it.
  case text
  /// Its text; if there are elements in it, all of it as HTML.
  case mixed
  /// All of it as HTML.
  case markup
}
