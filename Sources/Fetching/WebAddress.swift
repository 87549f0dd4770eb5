import CLibCurl
import Foundation

/// An absolute http or https address as libcurl itself reads it, so that what is judged here and
/// what is asked there are the same.
struct WebAddress: Sendable, Hashable {
  /// Normalised, all ASCII, without a fragment.
  let text: String
  let isSecure: Bool
  /// In lower case and Punycode; IPv6 in brackets.
  let host: String
  let port: Int

  /// The host and its port, as one server is told from another.
  var authority: String { "\(host.hasSuffix(".") ? String(host.dropLast()) : host):\(port)" }

  init(_ text: String) throws(FetchError) {
    do {
      try self.init(parts: CurlURL(), text)
    } catch {
      throw .invalidURL(text.withoutCredentials, why: error.why)
    }
  }

  /// The address a `Location` names, which may be relative to this one (RFC 9110, 10.2.2).
  func following(_ location: String) throws(FetchError) -> WebAddress {
    // libcurl would drop the last part of the path.
    if location.hasPrefix("#") { return self }
    do {
      let parts = try CurlURL()
      try parts.set(CURLUPART_URL, text)
      return try WebAddress(parts: parts, location)
    } catch {
      throw .invalidRedirect(from: text, to: location.withoutCredentials, why: error.why)
    }
  }

  private init(parts: CurlURL, _ text: String) throws(CurlURL.Refusal) {
    try parts.set(CURLUPART_URL, text.trimmingCharacters(in: .whitespacesAndNewlines))
    try parts.set(CURLUPART_FRAGMENT, nil)
    let scheme = try parts.get(CURLUPART_SCHEME)
    guard scheme == "http" || scheme == "https" else {
      throw .init(why: "its scheme is \(scheme), and only http and https are fetched")
    }
    host = try Self.ascii(host: parts.get(CURLUPART_HOST))
    try parts.set(CURLUPART_HOST, host)
    isSecure = scheme == "https"
    guard let port = try Int(parts.get(CURLUPART_PORT)), port > 0 else {
      throw .init(why: "its port is no number from 1 to 65535")
    }
    self.port = port
    self.text = try parts.get(CURLUPART_URL)
  }

  /// libcurl would read a name like `bücher.example` in the encoding of the locale; we need UTF-8.
  private static func ascii(host: String) throws(CurlURL.Refusal) -> String {
    if host.utf8.allSatisfy({ $0 < 0x80 }) { return host.lowercased() }
    guard let ascii = URL(string: "http://\(host)/")?.host(percentEncoded: false),
      ascii.utf8.allSatisfy({ $0 < 0x80 }), !ascii.isEmpty
    else { throw .init(why: "its host is no international domain name") }
    return ascii.lowercased()
  }
}

extension String {
  /// For messages: no user name, no password, and not endless.
  fileprivate var withoutCredentials: String {
    let text = count > 300 ? prefix(300) + "…" : self[...]
    guard let start = text.range(of: "//")?.upperBound else { return String(text) }
    let authority = text[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let at = authority.lastIndex(of: "@") else { return String(text) }
    return String(text[..<start] + text[text.index(after: at)...])
  }
}
