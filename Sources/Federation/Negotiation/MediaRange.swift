/// One item of an `Accept` header (RFC 9110 section 12.5.1).
public struct MediaRange: Sendable, Hashable {
  /// In lower case; `*` for any.
  public var type: String
  /// In lower case; `*` for any.
  public var subtype: String
  /// Names in lower case, quotes taken off the values; `q` is not among them.
  public var parameters: [String: String]
  /// From 0, never, to 1.
  public var quality: Double

  public var name: String { type + "/" + subtype }

  public var isHTML: Bool { name == "text/html" || name == "application/xhtml+xml" }

  /// Whether the range names a representation of ActivityPub, with or without its profile.
  ///
  /// Pixelfed and older versions of Mastodon ask for `application/ld+json` without one.
  public var isActivityPub: Bool {
    name == "application/activity+json" || name == "application/ld+json"
  }

  /// How closely the range fits a media type, more is closer; `nil` where it does not.
  func closeness(to name: String) -> Int? {
    if self.name == name { return 2 }
    if type == "*", subtype == "*" { return 0 }
    return subtype == "*" && name.hasPrefix(type + "/") ? 1 : nil
  }
}

extension MediaRange {
  /// Reads one item, parameters and all; `nil` where it names no type.
  init?(_ item: some StringProtocol) {
    var parts = QuotedList.split(item, at: ";")[...]
    let names = parts.removeFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard names.count == 2, names.allSatisfy(Self.isToken) else { return nil }
    type = names[0].lowercased()
    subtype = names[1].lowercased()
    guard type != "*" || subtype == "*" else { return nil }
    parameters = [:]
    quality = 1
    for part in parts { take(part) }
  }

  private mutating func take(_ parameter: String) {
    guard let sign = parameter.firstIndex(of: "=") else { return }
    let name = parameter[..<sign].lowercased().filter { !$0.isWhitespace }
    let value = QuotedList.unquoted(parameter[parameter.index(after: sign)...])
    if name == "q" {
      quality = Double(value).map { min(max($0, 0), 1) } ?? 1
      if quality.isNaN { quality = 1 }
    } else if !name.isEmpty, parameters[name] == nil {
      parameters[name] = value
    }
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        byte > 32 && byte < 127 && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
      }
  }
}
