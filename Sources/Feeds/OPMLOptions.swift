import Model

/// Reads the options of one outline; a value that means nothing is a trouble and the default.
struct OPMLOptions {
  let outline: OPMLOutline
  private(set) var troubles: [SubscriptionList.Trouble] = []

  init(_ outline: OPMLOutline) {
    self.outline = outline
  }

  mutating func report(_ message: String) {
    troubles.append(.init(line: outline.line, message: message))
  }

  /// The text of an option that takes any.
  func text(_ name: String) -> String? {
    outline.options[name]
  }

  mutating func choice<Value>(_ name: String) -> Value?
  where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    guard let written = outline.options[name] else { return nil }
    if let value = Value(rawValue: written.lowercased()) { return value }
    let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
    report("coop:\(name) is \"\(written)\", which is not known; write one of \(known)")
    return nil
  }

  mutating func flag(_ name: String) -> Bool {
    let answer: Answer? = choice(name)
    return answer == .yes
  }

  private enum Answer: String, CaseIterable {
    case no, yes
  }

  /// Minutes; a year is as long as for ever.
  mutating func minutes(_ name: String) -> Int? {
    guard let written = outline.options[name] else { return nil }
    if let minutes = Int(written), (1...525_600).contains(minutes) { return minutes }
    report("coop:\(name) is \"\(written)\", which is no number of minutes; write one from 1 on")
    return nil
  }

  /// The name of an actor, by its form alone.
  mutating func handle() -> String? {
    guard let written = outline.options["handle"] else { return nil }
    let isFormed =
      (2...30).contains(written.utf8.count)
      && written.utf8.allSatisfy { Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "_") }
    if isFormed { return written }
    report("coop:handle is \"\(written)\"; write 2 to 30 of a to z, 0 to 9 and _")
    return nil
  }

  mutating func slug() -> String? {
    guard let written = outline.options["slug"] else { return nil }
    if written == written.slug() { return written }
    report("coop:slug is \"\(written)\"; write words of a to z and 0 to 9, joined by -")
    return nil
  }

  mutating func account() -> String? {
    guard let written = outline.options["account"] else { return nil }
    let parts = written.dropFirst().split(separator: "@", omittingEmptySubsequences: false)
    let isFormed =
      written.hasPrefix("@") && parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !written.contains { $0.isWhitespace || $0 == "/" }
    if isFormed { return written }
    report("coop:account is \"\(written)\", which is no account; write it as @user@host")
    return nil
  }

  /// Phrases between commas.
  func phrases(_ name: String) -> [String] {
    OPMLText.items(outline.options[name] ?? "")
  }

  /// Hashtags between commas, with or without their sign.
  mutating func tags() -> [String] {
    var tags: [String] = []
    for item in phrases("tags") {
      let tag = item.hasPrefix("#") ? String(item.dropFirst()) : item
      let isFormed =
        tag.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        && tag.contains { $0.isLetter || $0 == "_" }
      if isFormed {
        tags.append(tag)
      } else {
        report("coop:tags holds \"\(item)\", which is no hashtag; use letters, digits and _")
      }
    }
    return tags
  }

  /// The site that readers are sent to; an address of another kind could do them harm.
  mutating func homePage() -> String? {
    guard let written = outline.attributes["htmlurl"] else { return nil }
    if CanonicalURL(written) != nil { return written }
    report("htmlUrl is \"\(written)\"; write an address that begins with https:// or http://")
    return nil
  }

  /// A language tag (BCP 47) by its form; some exporters write `unknown`.
  mutating func language() -> String? {
    guard let written = outline.attributes["language"], written.lowercased() != "unknown"
    else { return nil }
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    let isFormed =
      (2...3).contains(parts.first?.count ?? 0)
      && parts.allSatisfy { part in
        (1...8).contains(part.count)
          && part.lowercased().utf8.allSatisfy(Self.isLetterOrDigit)
      }
    if isFormed { return written }
    report("language is \"\(written)\", which is no language tag; write it as de or pt-BR")
    return nil
  }

  /// Names what has no effect here, for a slip of the pen in `coop:paused` should be noticed.
  mutating func reportUnknown(besides known: Set<String>, on place: String) {
    for name in outline.options.keys.sorted() where !known.contains(name) {
      report("coop:\(name) has no effect on a \(place); check its spelling or remove it")
    }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }
}
