import Foundation
import Markup

/// The little grammar that all sanitised HTML keeps to, checked without the code that wrote it.
struct HTMLOutputGrammar {
  private static let void: Set<String> = ["br", "hr", "img", "col", "source", "track"]
  private static let links: Set<String> = ["http", "https", "mailto", "tel", "xmpp", "matrix"]

  let policy = HTMLPolicy.feed

  /// What is wrong with a fragment; empty when nothing is.
  func problems(in html: String) -> [String] {
    var problems: [String] = []
    var open: [String] = []
    var rest = Substring(html)
    while !rest.isEmpty {
      let text = rest.prefix { $0 != "<" }
      problems += textProblems(text)
      rest = rest[text.endIndex...].dropFirst()
      guard text.endIndex < html.endIndex else { break }
      guard let end = rest.firstIndex(of: ">") else { return problems + ["tag without end"] }
      problems += tagProblems(rest[..<end], open: &open)
      rest = rest[rest.index(after: end)...]
    }
    return open.isEmpty ? problems : problems + ["left open: \(open)"]
  }

  private func textProblems(_ text: Substring) -> [String] {
    var problems: [String] = []
    if text.contains(">") { problems.append("bare >") }
    if text.unicodeScalars.contains(where: { $0.value < 32 && $0 != "\n" && $0 != "\t" }) {
      problems.append("control character")
    }
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;"].contains(where: { part.hasPrefix($0) }) {
      problems.append("bare ampersand")
    }
    return problems
  }

  private func tagProblems(_ tag: Substring, open: inout [String]) -> [String] {
    if tag.hasPrefix("/") {
      let name = String(tag.dropFirst())
      return open.popLast() == name ? [] : ["wrong end tag \(name)"]
    }
    let name = String(tag.prefix { $0 != " " })
    if !Self.void.contains(name) { open.append(name) }
    let known = policy.elements.contains(name)
    return (known ? [] : ["element \(name)"]) + attributeProblems(tag.dropFirst(name.count))
  }

  private func attributeProblems(_ text: Substring) -> [String] {
    var problems: [String] = []
    var rest = text
    while !rest.isEmpty {
      guard rest.hasPrefix(" "), let equals = rest.firstIndex(of: "="),
        rest[equals...].hasPrefix("=\"")
      else { return problems + ["attributes \(rest)"] }
      let name = String(rest[rest.index(after: rest.startIndex)..<equals])
      let value = rest[equals...].dropFirst(2).prefix { $0 != "\"" }
      if !policy.attributes.contains(name) { problems.append("attribute \(name)") }
      problems += textProblems(value) + addressProblems(name, String(value))
      rest = rest[value.endIndex...]
      guard rest.hasPrefix("\"") else { return problems + ["open value"] }
      rest = rest.dropFirst()
    }
    return problems
  }

  private func addressProblems(_ name: String, _ value: String) -> [String] {
    guard ["href", "src", "cite", "poster", "srcset"].contains(name) else { return [] }
    let candidates = name == "srcset" ? value.components(separatedBy: ", ") : [value]
    return candidates.compactMap { candidate in
      let scheme = candidate.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
      guard candidate.dropFirst(scheme.count).hasPrefix(":") else { return nil }
      let allowed = name == "href" ? Self.links : ["http", "https"]
      return allowed.contains(String(scheme)) ? nil : "scheme \(candidate)"
    }
  }
}
