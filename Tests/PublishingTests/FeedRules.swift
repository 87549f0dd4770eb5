import Foundation
import Markup

/// Checks feeds by the rules of the W3C feed validator that documents like ours can break.
///
/// The rules are its own (w3c/feedvalidator, see Docs/Validity.md), the words and the code are ours.
struct FeedRules {
  /// What an element may hold, how often it may stand, and which attributes it may have.
  struct Rule {
    var checks: [FeedValue]
    var isRepeatable = false
    var attributes: [String: [FeedValue]] = [:]
    var required: Set<String> = []
  }

  private(set) var faults: [String] = []
  /// Where the document was found.
  let address: String
  let now: Date

  init(_ bytes: [UInt8], at address: String, now: Date) throws {
    self.address = address
    self.now = now
    let document = try Document(bytes)
    if !document.isSound { note("SAXError", "the document") }
    if bytes.count > 5_000_000 { note("ValidatorLimit", "\(bytes.count) bytes") }
    let root = Rule(checks: [], attributes: ["version": []])
    checkAttributes(of: document.root, root, document.root.name)
    switch document.root.name {
    case "feed": checkAtom(document.root)
    case "rss": checkRSS(document.root)
    default: note("UndefinedElement", document.root.name)
    }
  }

  mutating func note(_ rule: String, _ detail: String) { faults.append(rule + ": " + detail) }

  /// Checks what stands inside an element by a table of rules; namespaces are part of the names.
  mutating func checkChildren(of parent: Document.Element, _ rules: [String: Rule]) {
    var seen: Set<String> = []
    for child in parent.children {
      let name = Self.name(of: child)
      let place = parent.name + "/" + name
      guard let rule = rules[name] else {
        note("UndefinedElement", place)
        continue
      }
      if !seen.insert(name).inserted, !rule.isRepeatable { note("DuplicateElement", place) }
      checkAttributes(of: child, rule, place)
      checkCharacters(child.text, place)
      let text = child.text.trimmingCharacters(in: .whitespacesAndNewlines)
      for value in rule.checks { value.check(text, raw: child.text, place, &self) }
    }
  }

  /// Wants elements by name.
  mutating func require(_ names: [String], in parent: Document.Element) {
    let present = Set(parent.children.map(Self.name))
    for name in names where !present.contains(name) {
      note("MissingElement", parent.name + "/" + name)
    }
  }

  private mutating func checkAttributes(
    of element: Document.Element, _ rule: Rule, _ place: String
  ) {
    for attribute in element.attributes {
      checkCharacters(attribute.value, place + "@" + attribute.name)
      if attribute.namespace == "http://www.w3.org/XML/1998/namespace" {
        if attribute.name == "lang", !attribute.value.isEmpty {
          FeedValue.language.check(attribute.value, raw: attribute.value, place, &self)
        }
      } else if let checks = rule.attributes[attribute.name] {
        for value in checks {
          value.check(attribute.value, raw: attribute.value, place + "@" + attribute.name, &self)
        }
      } else {
        note("UnexpectedAttribute", place + "@" + attribute.name)
      }
    }
    for name in rule.required where element.value(name) == nil {
      note("MissingAttribute", place + "@" + name)
    }
  }

  /// Control characters of the upper half, replacement characters, and text encoded twice.
  mutating func checkCharacters(_ text: String, _ place: String) {
    let scalars = Array(text.unicodeScalars)
    if scalars.contains(where: { (0x80...0x9f).contains($0.value) || $0 == "\u{FFFD}" }) {
      note("BadCharacters", place)
    }
    let hasPair = zip(scalars, scalars.dropFirst()).contains { first, second in
      (0xc2...0xc3).contains(first.value) && (0x80...0xbf).contains(second.value)
    }
    if hasPair, scalars.allSatisfy({ $0.value < 0x100 }),
      String(validating: scalars.map { UInt8($0.value) }, as: UTF8.self) != nil
    {
      note("BadCharacters", place)
    }
  }

  static func name(of element: Document.Element) -> String {
    let prefix =
      switch element.namespace {
      case "http://www.w3.org/2005/Atom": "atom:"
      case "http://purl.org/rss/1.0/modules/content/": "content:"
      case "http://purl.org/dc/elements/1.1/": "dc:"
      case "http://search.yahoo.com/mrss/": "media:"
      case nil, "": ""
      case let other?: other + " "
      }
    return prefix + element.name
  }
}
