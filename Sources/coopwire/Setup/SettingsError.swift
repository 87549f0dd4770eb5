/// Why the program will not start with what it was given.
enum SettingsError: Error, CustomStringConvertible, Equatable {
  case badAddress(String, key: String)
  case badSiteURL(String)
  case missing([String])
  case unknownTimeZone(String)
  case unreadableFile(String)
  case badFile(String, YAMLTrouble)
  /// A list or a map stands where a text should, or the other way round.
  case badKind(key: String, file: String)

  var description: String {
    switch self {
    case .badAddress(let text, let key):
      """
      \(key) is '\(text)', which is no address to listen on; write host and port, such as \
      127.0.0.1:8080
      """
    case .badSiteURL(let text):
      """
      site.url is '\(text)', which is no origin; write scheme and host only, such as \
      https://news.example.coop
      """
    case .missing(let keys):
      """
      a public site must say who runs it: set \(keys.joined(separator: ", ")) in coopwire.yaml, \
      or start without site.url
      """
    case .unknownTimeZone(let name):
      """
      site.timeZone is '\(name)', which is no known time zone; write an IANA name, such as \
      Europe/Berlin
      """
    case .unreadableFile(let reason): reason
    case .badFile(let path, let trouble): "cannot read \(path): \(trouble); mend the YAML there"
    case .badKind(let key, let file):
      "\(file) sets \(key) to a value of the wrong kind; Docs/Configuration.md shows the right one"
    }
  }
}
