/// The header fields of a message, in order; names are compared without case and may repeat.
public struct Headers: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// One line of a header block.
  public struct Field: Sendable, Hashable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// A line break would begin a header, or a request, of someone else's choosing.
    func check() throws(FetchError) {
      let isToken = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }
      let isText = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
      guard isToken, isText, !name.isEmpty else { throw .invalidHeader(name: name) }
    }

    func isNamed(_ other: String) -> Bool {
      name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }
  }

  public private(set) var fields: [Field] = []

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field($0, $1) }
  }

  /// The first value of a field; setting replaces all of them, `nil` removes them.
  public subscript(name: String) -> String? {
    get { fields.first { $0.isNamed(name) }?.value }
    set {
      fields.removeAll { $0.isNamed(name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// Every value of a field, in the order of arrival.
  public func all(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }

  /// Adds one more value and leaves those already there.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name, value))
  }

  /// Lengthens the last value: a line that begins with a blank goes on with the one before (RFC 9112, 5.2).
  mutating func extendLast(by continuation: String) {
    guard let last = fields.popLast() else { return }
    add(last.name, "\(last.value) \(continuation)")
  }
}
