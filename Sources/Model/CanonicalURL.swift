import Foundation

/// An address reduced to what tells two of them apart: a key, never shown and never asked for.
///
/// Scheme (`http` is `https`), host without its leading `www.`, a port that is not the default, the
/// path without a slash at its end, and the query without tracking parameters. Of fragments only
/// `#!…` is kept, for behind it some sites hide whole pages.
public struct CanonicalURL: Sendable, Hashable, CustomStringConvertible {
  public let string: String

  public var description: String { string }

  /// The name of the machine alone, without port.
  public var host: String {
    let authority = string.utf8.dropFirst(8).prefix { $0 != UInt8(ascii: "/") }
    let start = authority.lastIndex(of: UInt8(ascii: "@")).map(authority.index(after:))
    let bytes = Array(authority[(start ?? authority.startIndex)...])[...]
    return String(decoding: Self.hostAndPort(bytes).host, as: UTF8.self)
  }

  /// Nil where the address is not absolute, not of the web, or names no host.
  public init?(_ address: String) {
    let bytes = Self.cleaned(address)
    guard let (port, start) = Self.scheme(of: bytes) else { return nil }
    let authorityEnd = Self.index(in: bytes, from: start, until: Self.endsAuthority)
    let pathEnd = Self.index(in: bytes, from: authorityEnd, until: Self.endsPath)
    let queryEnd = Self.index(in: bytes, from: pathEnd) { $0 == UInt8(ascii: "#") }
    guard let authority = Self.authority(bytes[start..<authorityEnd], defaultPort: port)
    else { return nil }

    var result = Array("https://".utf8)
    result += authority
    result += Self.path(bytes[authorityEnd..<pathEnd])
    result += Self.query(bytes[pathEnd..<queryEnd].dropFirst())
    result += Self.fragment(bytes[queryEnd...])
    string = String(decoding: result, as: UTF8.self)
  }
}

// MARK: - The parts of an address

extension CanonicalURL {
  /// Without blanks around it and without the line breaks that some publishers put inside.
  private static func cleaned(_ address: String) -> ArraySlice<UInt8> {
    let bytes = address.utf8.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return [] }
    return bytes[first...last]
  }

  /// The port that need not be written, and where the authority begins.
  private static func scheme(of bytes: ArraySlice<UInt8>) -> (port: String, start: Int)? {
    let head = bytes.prefix(8).map(lowered)
    if head.starts(with: "http://".utf8) { return ("80", bytes.startIndex + 7) }
    if head.starts(with: "https://".utf8) { return ("443", bytes.startIndex + 8) }
    return nil
  }

  private static func index(
    in bytes: ArraySlice<UInt8>, from start: Int, until isEnd: (UInt8) -> Bool
  ) -> Int {
    bytes[start...].firstIndex(where: isEnd) ?? bytes.endIndex
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || endsPath(byte)
  }

  private static func endsPath(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  // MARK: Authority

  private static func authority(_ bytes: ArraySlice<UInt8>, defaultPort: String) -> [UInt8]? {
    let at = bytes.lastIndex(of: UInt8(ascii: "@"))
    let user = at.map { bytes[...$0] } ?? []
    let (written, port) = hostAndPort(at.map { bytes[($0 + 1)...] } ?? bytes)
    guard var name = host(written), !name.isEmpty else { return nil }
    let bare = name.dropFirst(4)
    // `www.coop` is a name of its own, `www.example.coop` a habit.
    if name.starts(with: "www.".utf8), bare.contains(UInt8(ascii: ".")) { name = Array(bare) }
    let portIsNeeded = !port.isEmpty && !port.elementsEqual(defaultPort.utf8)
    return PercentEncoding.normalised(user) + name
      + (portIsNeeded ? [UInt8(ascii: ":")] + port : [])
  }

  private static func hostAndPort(
    _ bytes: ArraySlice<UInt8>
  ) -> (host: ArraySlice<UInt8>, port: ArraySlice<UInt8>) {
    let bracket = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
    guard let colon = bytes[bracket...].lastIndex(of: UInt8(ascii: ":")) else { return (bytes, []) }
    return (bytes[..<colon], bytes[(colon + 1)...])
  }

  /// In lower case; a name beyond ASCII in the form that the name system knows.
  private static func host(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    guard bytes.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "%") }) else {
      return bytes.map(lowered)
    }
    let written = String(decoding: bytes, as: UTF8.self)
    let name = written.removingPercentEncoding ?? written
    return URLComponents(string: "https://\(name)/")?.encodedHost.map { $0.utf8.map(lowered) }
  }

  // MARK: Path, query and fragment

  private static func path(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    var path = PercentEncoding.normalised(bytes)
    while path.last == slash { path.removeLast() }
    return path.isEmpty ? [slash] : path
  }

  private static func query(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let kept = PercentEncoding.normalised(bytes)
      .split(separator: UInt8(ascii: "&"))
      .filter { !TrackingParameter.isTracking(name: $0.prefix { $0 != UInt8(ascii: "=") }) }
    guard !kept.isEmpty else { return [] }
    return [UInt8(ascii: "?")] + kept.joined(separator: [UInt8(ascii: "&")])
  }

  private static func fragment(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.starts(with: "#!".utf8) ? PercentEncoding.normalised(bytes) : []
  }
}
