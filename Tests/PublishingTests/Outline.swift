import Foundation

/// The tags of an HTML page in order, as strict as our templates must be.
struct Outline {
  struct Tag: Equatable {
    var name: String
    var attributes: [String: String]
    var depth: Int
  }

  private(set) var tags: [Tag] = []
  /// What does not balance, or is no attribute.
  private(set) var faults: [String] = []

  private static let void: Set<String> = ["meta", "link", "input", "br", "hr", "img", "wbr"]

  init(_ html: String) {
    var open: [String] = []
    var rest = Array(html.unicodeScalars)[...]
    while let start = rest.firstIndex(of: "<") {
      guard let end = rest[start...].firstIndex(of: ">") else {
        faults.append("unclosed tag")
        break
      }
      var inside = String(String.UnicodeScalarView(rest[(start + 1)..<end]))
      rest = rest[(end + 1)...]
      if inside.hasPrefix("!") { continue }
      if inside.hasPrefix("/") {
        inside.removeFirst()
        if open.popLast() != inside { faults.append("stray </\(inside)>") }
        continue
      }
      let name = String(inside.prefix { $0 != " " })
      tags.append(
        Tag(
          name: name, attributes: read(inside.dropFirst(name.count)), depth: open.count))
      if !Self.void.contains(name) { open.append(name) }
    }
    if !open.isEmpty { faults.append("left open: \(open)") }
  }

  func all(_ names: String...) -> [Tag] { tags.filter { names.contains($0.name) } }

  private mutating func read(_ text: Substring) -> [String: String] {
    var attributes: [String: String] = [:]
    let pattern = /\s+([a-z:-]+)(?:="([^"<]*)")?/
    var rest = text
    while let match = rest.prefixMatch(of: pattern) {
      let name = String(match.1)
      if attributes[name] != nil { faults.append("\(name) twice") }
      attributes[name] = match.2.map { String($0) } ?? ""
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { faults.append("no attribute: \(rest)") }
    return attributes
  }
}
