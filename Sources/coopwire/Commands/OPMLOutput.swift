import Feeds
import Foundation
import Model

/// What `coopwire opml` has to say of one list.
struct OPMLOutput {
  let file: String
  let document: OPML

  /// One line for programs; keys without a value are left out.
  static func json(_ outcome: Result<OPMLOutput, ListFileError>) -> String {
    switch outcome {
    case .success(let output):
      let listings = output.document.listings
      return line(
        JSON(title: output.document.title, feeds: listings.isEmpty ? nil : listings, error: nil))
    case .failure(let error):
      return line(JSON(title: nil, feeds: nil, error: error.description))
    }
  }

  /// Some lines for a person.
  static func text(_ outcome: Result<OPMLOutput, ListFileError>) -> String {
    switch outcome {
    case .success(let output): output.text
    case .failure(let error): "error: \(error)"
    }
  }

  private struct JSON: Encodable {
    var title: String?
    var feeds: [OPML.Listing]?
    var error: String?
  }

  private static func line(_ value: JSON) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { return "{\"error\":\"cannot be written\"}" }
    return String(decoding: data, as: UTF8.self)
  }

  private var text: String {
    var lines = [document.title.map { "\(file): \($0)" } ?? file]
    var folder: [String]?
    for listing in document.listings {
      if listing.path != folder, let path = listing.path { lines.append(Self.heading(path)) }
      folder = listing.path
      let indent = folder == nil ? "  " : "    "
      lines.append(
        indent + [listing.title, listing.feedURL].compactMap(\.self).joined(separator: "  "))
    }
    lines.append("\(document.listings.count) feeds")
    lines += document.subscriptionList.troubles.map(\.description)
    if document.isRecovered { lines.append("the document is damaged and was repaired to be read") }
    return lines.joined(separator: "\n")
  }

  private static func heading(_ path: [String]) -> String { "  " + path.joined(separator: " / ") }
}
