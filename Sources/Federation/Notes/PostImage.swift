import Foundation
import Model

/// The picture of an entry, where one may be shown.
enum PostImage {
  /// The first picture that is a file of a known kind behind https; its words are its publisher's own.
  static func chosen(from entry: IndexEntry) -> ImageObject? {
    let enclosures = entry.enclosures.filter { $0.type?.hasPrefix("image/") ?? false }
    let named = enclosures.first { $0.url == entry.imageURL }?.title
    let candidates = [(entry.imageURL, named)] + enclosures.map { ($0.url, $0.title) }
    for case (let url?, let name) in candidates {
      if let image = image(url, name: name) { return image }
    }
    return nil
  }

  private static func image(_ url: String, name: String?) -> ImageObject? {
    guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "https",
      let link = WebLink(url),
      let ending = parts.path.split(separator: ".").last?.lowercased(),
      let type = types[ending]
    else { return nil }
    return ImageObject(mediaType: type, url: link.url, name: name)
  }

  private static let types = [
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "avif": "image/avif",
  ]
}
