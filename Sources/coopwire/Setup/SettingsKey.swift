/// Every key of the configuration, as `coopwire.yaml` spells it.
enum SettingsKey: String, CaseIterable, Sendable {
  case opml
  case data
  case listenAddress = "listen.address"
  case siteURL = "site.url"
  case siteName = "site.name"
  case siteLanguage = "site.language"
  case siteTimeZone = "site.timeZone"
  case siteImprint = "site.imprint"
  case sitePrivacy = "site.privacy"
  case siteContact = "site.contact"
  case listenTrustedProxies = "listen.trustedProxies"
  case outboundAllow = "outbound.allow"
  case outboundCAFile = "outbound.caFile"
  // Foreseen; nothing reads them yet.
  case metricsListen = "metrics.listen"
  case retentionDays = "retention.days"
  case alertsWebhook = "alerts.webhook"
  case alertsCommand = "alerts.command"

  /// Whether setting it changes anything.
  var isInUse: Bool {
    switch self {
    case .metricsListen, .retentionDays, .alertsWebhook, .alertsCommand:
      false
    default: true
    }
  }

  /// Its name in the environment.
  var variable: String {
    rawValue.reduce(into: "COOPWIRE_") { name, letter in
      if letter.isUppercase { name += "_" }
      name += letter == "." ? "_" : letter.uppercased()
    }
  }
}
