import Foundation
import Model

/// What the operator has set: command line before environment before `coopwire.yaml` before defaults.
struct Settings: Sendable, Equatable {
  var opml = "feeds.opml"
  /// A folder, or `:memory:`.
  var data = "data"
  var listen = ListenAddress(host: "127.0.0.1", port: 8080)
  /// The canonical https origin; without one the ActivityPub side is a preview.
  var siteURL: String?
  var name = "Coopwire"
  var language = "de"
  var timeZone = "Europe/Berlin"
  var imprint: String?
  var privacy: String?
  var contact: String?
  /// CIDR ranges of proxies that say truly for whom they ask.
  var trustedProxies = ["127.0.0.1", "::1"]
  /// CIDR ranges of addresses that may be private, http and on any port.
  var outboundAllow: [String] = []
  /// A PEM file of further certificate authorities.
  var outboundCAFile: String?
  /// Sentences for the operator on what is set in vain.
  var remarks: [String] = []
}

extension Settings {
  /// Reads all layers and checks them.
  ///
  /// - Parameters:
  ///   - options: values from the command line; they win.
  ///   - configFile: `nil` for `coopwire.yaml`, if there is one.
  /// - Throws: `SettingsError`
  static func read(
    options: [SettingsKey: String], configFile: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> Settings {
    let layers = try await SettingsLayers(
      options: options, environment: environment, file: configFile ?? "coopwire.yaml",
      isNamed: configFile != nil)
    let settings = try Settings(from: layers)
    try settings.check()
    return settings
  }

  private init(from layers: SettingsLayers) throws {
    opml = try layers.text(.opml) ?? opml
    data = try layers.text(.data) ?? data
    if let address = try layers.text(.listenAddress) {
      listen = try ListenAddress(parsing: address, key: SettingsKey.listenAddress.rawValue)
    }
    siteURL = try layers.text(.siteURL)
    name = try layers.text(.siteName) ?? name
    language = try layers.text(.siteLanguage) ?? language
    timeZone = try layers.text(.siteTimeZone) ?? timeZone
    imprint = try layers.text(.siteImprint)
    privacy = try layers.text(.sitePrivacy)
    contact = try layers.text(.siteContact)
    let proxies = try layers.list(.listenTrustedProxies)
    if !proxies.isEmpty { trustedProxies = proxies }
    outboundAllow = try layers.list(.outboundAllow)
    outboundCAFile = try layers.text(.outboundCAFile)
    remarks = layers.remarks
  }

  private func check() throws {
    guard TimeZone(identifier: timeZone) != nil else {
      throw SettingsError.unknownTimeZone(timeZone)
    }
    guard let siteURL else { return }
    guard let address = URLComponents(string: siteURL), let host = address.host, !host.isEmpty,
      address.scheme == "https" || address.scheme == "http",
      ["", "/"].contains(address.path), address.query == nil, address.fragment == nil,
      address.user == nil, address.password == nil
    else { throw SettingsError.badSiteURL(siteURL) }
    let missing: [SettingsKey] =
      (imprint == nil ? [.siteImprint] : []) + (privacy == nil ? [.sitePrivacy] : [])
      + (contact == nil ? [.siteContact] : [])
    guard address.scheme != "https" || missing.isEmpty else {
      throw SettingsError.missing(missing.map(\.rawValue))
    }
  }

  /// Who we are to readers; `version` is the program's.
  func profile(version: String) -> SiteProfile {
    let url = siteURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    return SiteProfile(
      origin: (url ?? "http://\(listen)").lowercased(),
      isPublic: url?.lowercased().hasPrefix("https://") == true, name: name,
      language: language, timeZone: timeZone, imprint: imprint, privacy: privacy,
      contact: contact, version: version)
  }
}
