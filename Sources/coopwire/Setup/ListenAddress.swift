/// A host and a port to listen on.
struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  var host: String
  var port: Int

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8080`, `[::1]:8080` or `:8080`.
  init(parsing text: String, key: String) throws(SettingsError) {
    guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
      (0...65_535).contains(port)
    else { throw .badAddress(text, key: key) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(where: { ":/[] ".contains($0) }) {
      throw .badAddress(text, key: key)
    }
    self.init(host: host.isEmpty ? "0.0.0.0" : String(host), port: port)
  }

  var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
