/// An absolute address that others are read against (RFC 3986, section 5).
///
/// As lenient as browsers are: white space around a reference and line breaks inside it do not count, a backslash is a
/// slash where the scheme is one of the web's, characters that may not stand in an address are percent-encoded.
public struct BaseAddress: Sendable, Hashable {
  private let bytes: [UInt8]
  private let parts: BaseAddressParts

  /// Takes an address with a scheme; `nil` for a relative one, one that carries code, and one of the web without a host.
  public init?(_ address: String) {
    let cleaned = Self.withBytes(of: address) { BaseAddressParts.cleaned($0) }
    guard let parts = BaseAddressParts(of: cleaned), parts.canBeBase(in: cleaned) else {
      return nil
    }
    self.parts = parts
    bytes = Array(cleaned[..<parts.queryEnd])
  }

  /// The address without its fragment.
  public var address: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether the scheme is `http` or `https`.
  public var isWeb: Bool { bytes.withUnsafeBufferPointer { BaseAddressParts.isWeb($0) } }

  /// The absolute form of a reference; a reference that cannot be made absolute comes back as it is.
  public func resolve(_ reference: String) -> String {
    if Self.withBytes(of: reference, BaseAddressParts.isPlainWebAddress) { return reference }
    var output = HTMLBuffer(capacity: 256)
    Self.withBytes(of: reference) { resolve($0, into: &output) }
    return output.string
  }

  /// Appends the absolute form of a reference.
  func resolve(_ reference: UnsafeBufferPointer<UInt8>, into output: inout HTMLBuffer) {
    if BaseAddressParts.isPlainWebAddress(reference) { return output.append(reference) }
    BaseAddressParts.withCleaned(reference) { resolve(cleaned: $0, into: &output) }
  }

  private func resolve(cleaned: UnsafeBufferPointer<UInt8>, into output: inout HTMLBuffer) {
    var reference = cleaned
    if let colon = BaseAddressParts.schemeEnd(of: cleaned) {
      let relative = cleaned.part(colon + 1, cleaned.count)
      guard sharesWebScheme(with: cleaned, colon: colon), !relative.hasPrefix("//") else {
        return BaseAddressParts.writeAbsolute(cleaned, colon: colon, into: &output)
      }
      reference = relative
    }
    bytes.withUnsafeBufferPointer { base in
      if parts.isHierarchical {
        write(reference, against: base, into: &output)
      } else {
        BaseAddressParts.write(reference, into: &output)
      }
    }
  }

  /// `https:page` under an `https` base is relative, as browsers have it.
  private func sharesWebScheme(with cleaned: UnsafeBufferPointer<UInt8>, colon: Int) -> Bool {
    guard colon == parts.schemeEnd, isWeb else { return false }
    return cleaned.part(0, colon).elementsEqual(bytes[..<colon])
  }

  /// The five cases of RFC 3986, section 5.2.2.
  private func write(
    _ reference: UnsafeBufferPointer<UInt8>, against base: UnsafeBufferPointer<UInt8>,
    into output: inout HTMLBuffer
  ) {
    let path = BaseAddressParts.pathRange(of: reference)
    let tail = reference.part(path.upperBound, reference.count)
    if path.lowerBound > 0 {
      output.append(base.part(0, parts.schemeEnd + 1))
      BaseAddressParts.write(reference.part(0, path.lowerBound), into: &output)
      BaseAddressParts.writePath(reference.part(path), directory: nil, into: &output)
    } else if path.isEmpty {
      output.append(base.part(0, tail.first == .question ? parts.pathEnd : parts.queryEnd))
    } else {
      output.append(base.part(0, parts.authorityEnd))
      let rooted = reference[0] == .slash
      let directory = rooted ? nil : base.part(parts.authorityEnd, parts.pathEnd)
      BaseAddressParts.writePath(reference.part(path), directory: directory, into: &output)
    }
    BaseAddressParts.write(tail, into: &output)
  }

  private static func withBytes<Result>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    var text = text
    return text.withUTF8 { body($0) }
  }
}
