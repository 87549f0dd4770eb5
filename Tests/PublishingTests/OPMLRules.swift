import Foundation
import Markup

/// Checks a list of sources by OPML 2.0.
struct OPMLRules {
  private(set) var faults: [String] = []

  private static let head: Set<String> = [
    "title", "dateCreated", "dateModified", "ownerName", "ownerEmail", "ownerId", "docs",
    "expansionState", "vertScrollState", "windowTop", "windowLeft", "windowBottom", "windowRight",
  ]

  private static let attributes: Set<String> = [
    "text", "type", "isComment", "isBreakpoint", "created", "category", "xmlUrl", "description",
    "htmlUrl", "language", "title", "version", "url",
  ]

  init(_ bytes: [UInt8]) throws {
    let document = try Document(bytes)
    let root = document.root
    if !document.isSound { faults.append("not well-formed") }
    if root.name != "opml" || root.value("version") != "2.0" { faults.append("no OPML 2.0") }
    if root.children.map(\.name) != ["head", "body"] { faults.append("not one head and one body") }
    for element in root.first("head")?.children ?? [] {
      if !Self.head.contains(element.name) { faults.append("unknown in head: \(element.name)") }
      if element.name.hasPrefix("date") { checkDate(element.text, element.name) }
      if element.name.hasPrefix("owner"), element.text.isEmpty { faults.append("blank owner") }
    }
    let outlines = root.first("body")?.children ?? []
    if outlines.isEmpty { faults.append("no outline in body") }
    for outline in outlines { check(outline) }
  }

  private mutating func check(_ outline: Document.Element) {
    if outline.name != "outline" { faults.append("unknown in body: \(outline.name)") }
    for attribute in outline.attributes where attribute.namespace == nil {
      if !Self.attributes.contains(attribute.name) { faults.append("unknown: \(attribute.name)") }
    }
    for attribute in outline.attributes where attribute.namespace == "" {
      faults.append("no namespace: \(attribute.name)")
    }
    if outline.value("text")?.isEmpty ?? true { faults.append("no text") }
    if outline.value("type") == "rss" {
      if outline.value("xmlUrl")?.contains(/^https?:\/\/[^\/]/) != true {
        faults.append("no xmlUrl")
      }
      if !outline.children.isEmpty { faults.append("outlines inside a source") }
    } else if outline.children.isEmpty {
      faults.append("an empty folder")
    }
    if let language = outline.value("language"),
      language.wholeMatch(of: /[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*/) == nil
    {
      faults.append("no language: \(language)")
    }
    for path in outline.value("category")?.split(separator: ",", omittingEmptySubsequences: false)
      ?? [] where path.isEmpty
    {
      faults.append("a blank category")
    }
    for child in outline.children { check(child) }
  }

  private mutating func checkDate(_ text: String, _ place: String) {
    if text.wholeMatch(of: /\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/) == nil {
      faults.append("no date in \(place): \(text)")
    }
  }
}
