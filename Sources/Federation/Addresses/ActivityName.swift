import Model

/// What an activity is called in its address, where nothing it is about names it.
public struct ActivityName: Sendable, Hashable, LosslessStringConvertible {
  /// 32 hexadecimal digits in lower case.
  public let description: String

  private static let length = 32

  /// The name of what an actor did to an object at a moment.
  init(_ kind: ActivityObject.Kind, by actor: Handle, of object: String, at moment: String) {
    let key = EntryKey(kind.rawValue, actor.description, object, moment)
    description = key.bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// Reads what `description` writes, and nothing else.
  public init?(_ description: String) {
    guard description.utf8.count == Self.length,
      description.utf8.allSatisfy({ Self.digits.contains($0) })
    else { return nil }
    self.description = description
  }

  private static let digits = Set("0123456789abcdef".utf8)
}
