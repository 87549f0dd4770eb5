import Configuration
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
  /// CIDR ranges of addresses that may be private, http and on any port.
  var outboundAllow: [String] = []
  /// A PEM file of further certificate authorities.
  var outboundCAFile: String?
  /// Where Prometheus may ask; off by default.
  var metricsListen: ListenAddress?
}

extension Settings {
  /// Reads all layers and checks them.
  ///
  /// - Parameter commandLine: values from options, by key; they win.
  /// - Throws: `SettingsError`, or the YAML reader's own error with line and column.
  static func read(
    commandLine: [String: String], configFile: String?,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws -> Settings {
    let values = commandLine.map { key, text in
      let isList = key == "outbound.allow"
      let value: ConfigContent =
        isList
        ? .stringArray(text.split(separator: ",").map(String.init)) : .string(text)
      return (
        AbsoluteConfigKey(key.split(separator: ".").map(String.init)),
        ConfigValue(value, isSecret: false)
      )
    }
    let file = ConfigReader(
      provider: InMemoryProvider(values: [
        "filePath": ConfigValue(stringLiteral: configFile ?? "coopwire.yaml"),
        "allowMissing": ConfigValue(booleanLiteral: configFile == nil),
      ]))
    let reader = ConfigReader(providers: [
      InMemoryProvider(values: Dictionary(uniqueKeysWithValues: values)),
      EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "coopwire"),
      try await FileProvider<YAMLSnapshot>(config: file),
    ])
    let settings = try Settings(from: reader)
    try settings.check()
    return settings
  }

  private init(from reader: ConfigReader) throws {
    opml = reader.string(forKey: "opml", default: opml)
    data = reader.string(forKey: "data", default: data)
    if let address = reader.string(forKey: "listen.address") {
      listen = try ListenAddress(parsing: address, key: "listen.address")
    }
    siteURL = reader.string(forKey: "site.url")
    name = reader.string(forKey: "site.name", default: name)
    language = reader.string(forKey: "site.language", default: language)
    timeZone = reader.string(forKey: "site.timeZone", default: timeZone)
    imprint = reader.string(forKey: "site.imprint")
    privacy = reader.string(forKey: "site.privacy")
    contact = reader.string(forKey: "site.contact")
    outboundAllow = reader.stringArray(forKey: "outbound.allow", default: [])
    outboundCAFile = reader.string(forKey: "outbound.caFile")
    if let address = reader.string(forKey: "metrics.listen"), address != "off" {
      metricsListen = try ListenAddress(parsing: address, key: "metrics.listen")
    }
  }

  private func check() throws {
    guard TimeZone(identifier: timeZone) != nil else {
      throw SettingsError.unknownTimeZone(timeZone)
    }
    guard let siteURL else { return }
    guard let address = URLComponents(string: siteURL), let host = address.host, !host.isEmpty,
      address.scheme == "https" || address.scheme == "http",
      ["", "/"].contains(address.path), address.query == nil, address.fragment == nil
    else { throw SettingsError.badSiteURL(siteURL) }
    let missing = [("site.imprint", imprint), ("site.privacy", privacy), ("site.contact", contact)]
      .filter { $0.1?.isEmpty ?? true }
      .map(\.0)
    guard address.scheme != "https" || missing.isEmpty else {
      throw SettingsError.missing(missing)
    }
  }

  /// Who we are to readers; `version` is the program's.
  func profile(version: String) -> SiteProfile {
    let url = siteURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
    return SiteProfile(
      origin: (url ?? "http://\(listen)").lowercased(), isPublic: url != nil, name: name,
      language: language, timeZone: timeZone, imprint: imprint, privacy: privacy,
      contact: contact, version: version)
  }
}

/// Why the program will not start with what it was given.
enum SettingsError: Error, CustomStringConvertible, Equatable {
  case badAddress(String, key: String)
  case badSiteURL(String)
  case missing([String])
  case unknownTimeZone(String)

  var description: String {
    switch self {
    case .badAddress(let text, let key):
      "\(key) is '\(text)', which is no address to listen on; write host and port, such as 127.0.0.1:8080"
    case .badSiteURL(let text):
      "site.url is '\(text)', which is no origin; write scheme and host only, such as https://news.example.coop"
    case .missing(let keys):
      "a public site must say who runs it: set \(keys.joined(separator: ", ")) in coopwire.yaml, or start without site.url"
    case .unknownTimeZone(let name):
      "site.timeZone is '\(name)', which is no known time zone; write an IANA name, such as Europe/Berlin"
    }
  }
}
