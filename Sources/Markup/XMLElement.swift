import CLibXML2
import Glibc

/// A start tag while its handler looks at it.
public struct XMLElement: ~Copyable {
  /// Numbers of the vocabulary.
  public let space: UInt8
  public let name: UInt8
  /// Counted from 1.
  public let line: Int

  let names: UnsafeMutablePointer<XMLNames>
  let localPointer: UnsafePointer<UInt8>
  let addressPointer: UnsafePointer<UInt8>?
  /// Five pointers an attribute: local name, prefix, namespace, begin and end of its value.
  let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  /// The name as written, without a declared prefix.
  public var localName: String { String(cString: localPointer) }
  /// The address of the namespace.
  public var namespace: String? { addressPointer.map { String(cString: $0) } }

  /// The value of an attribute without namespace, by its number in the vocabulary.
  public subscript(_ name: UInt8) -> String? { bytes(of: name).map(XMLText.attribute) }

  /// The value of an attribute without namespace and without white space around it; `nil` also where it is blank.
  public func trimmed(_ name: UInt8) -> String? {
    guard let bytes = bytes(of: name).map(XMLText.trimmed), !bytes.isEmpty else { return nil }
    return XMLText.attribute(bytes)
  }

  private func bytes(of name: UInt8) -> UnsafeBufferPointer<UInt8>? {
    guard count > 0, let fields else { return nil }
    for field in stride(from: 0, to: count * 5, by: 5) {
      guard let local = fields[field], fields[field + 1] == nil else { continue }
      if names.pointee.attribute(local) == name { return bytes(field) }
    }
    return nil
  }

  /// The value of an attribute, whatever its namespace.
  public func any(_ name: UInt8) -> String? {
    guard count > 0, let fields else { return nil }
    for field in stride(from: 0, to: count * 5, by: 5) {
      guard let local = fields[field] else { continue }
      if names.pointee.attribute(local) == name { return value(field) }
    }
    return nil
  }

  /// Whether the tag has `xml:` attributes.
  public var hasContext: Bool {
    guard count > 0, let fields else { return false }
    for field in stride(from: 0, to: count * 5, by: 5) where fields[field + 2] == names.pointee.xml
    {
      return true
    }
    return false
  }

  /// The `xml:base` of the tag.
  public var base: String? { xmlAttribute(names.pointee.base) }
  /// The `xml:lang` of the tag; empty where it takes the language back.
  public var language: String? { xmlAttribute(names.pointee.lang) }

  /// All attributes in document order.
  public var attributes: [XMLAttribute] {
    guard let fields else { return [] }
    return stride(from: 0, to: count * 5, by: 5).compactMap { field in
      guard let local = fields[field] else { return nil }
      return XMLAttribute(
        name: String(cString: local), namespace: fields[field + 2].map { String(cString: $0) },
        value: value(field) ?? "")
    }
  }

  private func xmlAttribute(_ name: UnsafePointer<UInt8>?) -> String? {
    guard count > 0, let fields else { return nil }
    for field in stride(from: 0, to: count * 5, by: 5)
    where fields[field] == name && fields[field + 2] == names.pointee.xml {
      return value(field)
    }
    return nil
  }

  private func value(_ field: Int) -> String? { bytes(field).map(XMLText.attribute) }

  private func bytes(_ field: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let begin = fields?[field + 3], let end = fields?[field + 4] else { return nil }
    return UnsafeBufferPointer(start: begin, count: end - begin)
  }
}

/// An attribute as it stands in a tag.
public struct XMLAttribute: Sendable, Hashable {
  public var name: String
  public var namespace: String?
  public var value: String

  public init(name: String, namespace: String? = nil, value: String) {
    self.name = name
    self.namespace = namespace
    self.value = value
  }
}
