import Model

/// What actors say of themselves, in the languages we speak; arguments and results are HTML.
enum ProfileWords: Sendable, Hashable {
  case german, english

  /// The language of the site, and English behind it.
  static func spoken(at site: SiteProfile) -> [ProfileWords] {
    first(at: site) == .german ? [.german, .english] : [.english]
  }

  static func first(at site: SiteProfile) -> ProfileWords {
    Membership.primarySubtag(site.language) == "de" ? .german : .english
  }

  /// A BCP 47 tag.
  var language: String {
    switch self {
    case .german: "de"
    case .english: "en"
    }
  }

  func mirror(of source: String, by operatorName: String, optOut: String) -> String {
    switch self {
    case .german:
      "Inoffizieller Spiegel von \(source), betrieben von \(operatorName). "
        + "Widerspruch der Quelle: \(optOut)"
    case .english:
      "Unofficial mirror of \(source), run by \(operatorName). Opt-out for the source: \(optOut)"
    }
  }

  var inactive: String {
    switch self {
    case .german: "Dieser Spiegel ist beendet; hier erscheint nichts Neues."
    case .english: "This mirror has ended; nothing new appears here."
    }
  }

  func merged(by operatorName: String) -> String {
    switch self {
    case .german:
      "Neues aus Genossenschaften, gesammelt von \(operatorName). "
        + "Dieses Konto teilt, was die einzelnen Quellen veröffentlichen."
    case .english:
      "News from cooperatives, gathered by \(operatorName). "
        + "This account boosts what each source publishes."
    }
  }

  func folder(_ folder: Folder, by operatorName: String, escaping: (String) -> String) -> String {
    switch self {
    case .german:
      "Neues aus Genossenschaften zum Thema „\(escaping(folder.name))“, gesammelt von "
        + "\(operatorName). Dieses Konto teilt, was die einzelnen Quellen veröffentlichen."
    case .english:
      "News from cooperatives about “\(escaping(folder.englishName ?? folder.name))”, gathered by "
        + "\(operatorName). This account boosts what each source publishes."
    }
  }

  var endedTopic: String {
    switch self {
    case .german: "Dieses Konto ist beendet; hier erscheint nichts Neues."
    case .english: "This account has ended; nothing new appears here."
    }
  }

  func instance(of operatorName: String) -> String {
    switch self {
    case .german: "Das Konto des Servers von \(operatorName). Es schreibt nichts."
    case .english: "The account of the server of \(operatorName). It posts nothing."
    }
  }

  /// Plain text.
  var nodeDescription: String {
    switch self {
    case .german: "Ein Nachrichtenticker aus Genossenschaften, gesammelt aus ihren Feeds."
    case .english: "A newswire for cooperatives, gathered from their feeds."
    }
  }

  var source: String { self == .german ? "Quelle" : "Source" }
  var imprint: String { self == .german ? "Impressum" : "Imprint" }
  var privacy: String { self == .german ? "Datenschutz" : "Privacy" }
  var contact: String { self == .german ? "Kontakt" : "Contact" }
  var licence: String { self == .german ? "Lizenz" : "Licence" }
}
