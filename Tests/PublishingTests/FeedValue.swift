import Foundation

/// A rule about one text, as an element holds it or an attribute.
enum FeedValue {
  case empty, filled, tight, plain, plainRSS, mailless, html, absolute
  case reference, fullReference, canonical, download, relation, guid
  case rfc3339, rfc822, language, mediaType, textType, medium
  case count, positiveCount, boolean, mailbox, mailboxWithName

  /// - Parameter text: without blanks around it, as the validator sees it.
  func check(_ text: String, raw: String, _ place: String, _ rules: inout FeedRules) {
    let fault =
      switch self {
      case .html: FeedHTML.fault(in: text)
      case .absolute: FeedHTML.relativeReference(in: text)
      case .plain, .plainRSS: mixedFault(text)
      case .reference, .fullReference, .canonical, .download, .relation: addressFault(text)
      case .rfc3339, .rfc822: dateFault(text, now: rules.now)
      default: formFault(text, raw: raw)
      }
    if let fault { rules.note(fault, "\(place) holds \(text.prefix(200).debugDescription)") }
  }

  /// Mark-up in plain text.
  private func mixedFault(_ text: String) -> String? {
    let endTags = text.matches(of: /<\/(\w+)>/.matchingSemantics(.unicodeScalar)).map { $0.1 }
    if endTags.contains(where: { FeedHTML.elements.contains($0.lowercased()) }) {
      return "ContainsHTML"
    }
    for match in text.matches(of: /&(#?\w+)/.matchingSemantics(.unicodeScalar)) {
      let name = match.1
      if ["amp", "lt", "gt", "quot", "apos", "nbsp", "auml", "copy"].contains(name)
        || !name.unicodeScalars.allSatisfy({ $0.properties.isAlphabetic })
      {
        return "ContainsHTML"
      }
    }
    let isTagLike = text.firstMatch(of: /&#[x0-9]|<[\/a-zA-Z]/.matchingSemantics(.unicodeScalar))
    return self == .plainRSS && isTagLike != nil ? "CharacterData" : nil
  }

  private func formFault(_ text: String, raw: String) -> String? {
    let isGood =
      switch self {
      case .empty: text.isEmpty
      case .filled: !text.isEmpty
      case .tight: text == raw
      case .mailless: text.firstMatch(of: /(?i)<[a-z0-9_\-+.']+@[a-z0-9\-.]+>/) == nil
      case .guid: text.utf8.count >= 9 || !text.allSatisfy(\.isNumber)
      case .language: Self.isLanguage(text)
      case .mediaType:
        text.wholeMatch(of: /[^\s()<>,;:\\"\/\[\]?=]+\/[^\s()<>,;:\\"\/\[\]?=]+/) != nil
      case .textType: ["text", "html"].contains(text)
      case .medium: ["image", "audio", "video", "document", "executable"].contains(text)
      case .count: Int(text).map { $0 >= 0 } ?? false
      case .positiveCount: Int(text).map { $0 > 0 } ?? false
      case .boolean: ["true", "false"].contains(text)
      case .mailbox: Self.isMailbox(text)
      case .mailboxWithName:
        text.hasSuffix(")") && Self.isMailbox(String(text.prefix { $0 != " " }))
      default: true
      }
    return isGood ? nil : "\(self)"
  }

  private static func isMailbox(_ text: String) -> Bool {
    text.wholeMatch(of: /(?i)[a-z0-9_\-+.']+@([a-z0-9\-]+\.)+[a-z0-9][-a-z0-9]*/) != nil
  }

  /// Languages by the codes of ISO 639; that of two letters stands for the one of three.
  private static func isLanguage(_ text: String) -> Bool {
    let primary = text.prefix { $0 != "-" }.lowercased()
    let codes = Set(Locale.LanguageCode.isoLanguageCodes.map(\.identifier))
    return (2...3).contains(primary.count) && codes.contains(primary)
      && text.wholeMatch(of: /[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*/) != nil
  }
}
