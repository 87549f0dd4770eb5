import Foundation
import Markup

/// A web address as something to click on.
struct WebLink: Sendable, Hashable {
  /// In ASCII.
  let url: String
  private let host: String
  private let hasPath: Bool

  /// Takes absolute addresses of the web only; a secret in front of the host is never shown.
  init?(_ url: String?) {
    guard let url, let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      ["http", "https"].contains(parts.scheme?.lowercased()), parts.password == nil
    else { return nil }
    self.url = url.utf8.allSatisfy { $0 > 32 && $0 < 127 } ? url : parts.string ?? url
    self.host = host
    hasPath = !["", "/"].contains(parts.percentEncodedPath) || parts.percentEncodedQuery != nil
  }

  /// The true host, and whether more follows.
  var shown: String { hasPath ? host + "/…" : host }

  func html(rel: String = "nofollow noopener noreferrer") -> String {
    let href = XMLWriter.escaped(url)
    return "<a href=\"\(href)\" rel=\"\(rel)\">\(XMLWriter.escaped(shown))</a>"
  }
}
