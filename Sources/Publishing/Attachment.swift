import Foundation
import Model

/// A file that belongs to an entry, with everything feeds require to be said of one.
struct Attachment: Sendable, Hashable {
  let url: String
  let type: String
  /// In bytes; 0 where it is unknown, as RSS wants it.
  let length: Int
  let title: String?
  /// In seconds.
  let duration: Int?

  init?(_ enclosure: Entry.Enclosure) {
    guard let url = WebAddress.published(enclosure.url) else { return nil }
    self.url = url
    type = Self.mediaType(enclosure.type) ?? Self.mediaType(ofFile: url)
    length = max(enclosure.length ?? 0, 0)
    title = PlainText.line(enclosure.title)
    duration = enclosure.duration.flatMap { $0 > 0 ? $0 : nil }
  }

  var isImage: Bool { type.hasPrefix("image/") }

  /// Whether RSS may name it as an enclosure: its host is a domain or an address, and a path follows.
  var isEnclosable: Bool {
    let start = url.firstRange(of: "://")?.upperBound ?? url.endIndex
    let authority = url[start...].prefix { !"/?#".contains($0) }
    let host = authority.prefix { $0 != ":" }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isFollowed = authority.endIndex == url.endIndex || url[authority.endIndex] == "/"
    return isFollowed && labels.count > 1 && labels.allSatisfy(Self.isLabel)
      && url[host.endIndex..<authority.endIndex].dropFirst().allSatisfy(\.isNumber)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    label.first.map { $0 != "-" } ?? false
      && label.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "-") }
  }

  /// The last step of the path, for people to read.
  var fileName: String? {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    return name.isEmpty ? nil : name.removingPercentEncoding ?? String(name)
  }

  /// The claimed type, where it has the form of one (RFC 6838 section 4.2).
  private static func mediaType(_ claimed: String?) -> String? {
    guard let claimed else { return nil }
    let type = claimed.prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    let parts = type.split(separator: "/", omittingEmptySubsequences: false)
    let areTokens = parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || "0123456789!#$&-^_.+".utf8.contains($0) }
    }
    return parts.count == 2 && areTokens ? type : nil
  }

  private static func mediaType(ofFile url: String) -> String {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let ending = path.split(separator: ".").last?.lowercased() ?? ""
    return mediaTypes[ending] ?? "application/octet-stream"
  }

  private static let mediaTypes = [
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg",
    "opus": "audio/ogg", "wav": "audio/wav", "mp4": "video/mp4", "m4v": "video/mp4",
    "webm": "video/webm", "pdf": "application/pdf", "epub": "application/epub+zip",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "svg": "image/svg+xml",
  ]
}
