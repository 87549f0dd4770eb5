import Configuration
import Foundation

/// What was set and where: options before environment before `coopwire.yaml`.
struct SettingsLayers: Sendable {
  private typealias Lookup =
    @Sendable (AbsoluteConfigKey, ConfigType) throws -> ConfigValue?

  /// Sentences for the operator on what is set in vain.
  let remarks: [String]

  private let lookups: [Lookup]

  /// - Parameter file: the configuration file; a missing one is no trouble where it is not `named`.
  /// - Throws: `SettingsError`
  init(
    options: [SettingsKey: String], environment: [String: String], file: String, isNamed: Bool
  ) async throws {
    let given = options.map { key, text in
      (AbsoluteConfigKey(key.path), ConfigValue(.string(text), isSecret: false))
    }
    let above = InMemoryProvider(values: Dictionary(uniqueKeysWithValues: given))
    let variables = EnvironmentVariablesProvider(environmentVariables: environment)
      .prefixKeys(with: "coopwire")
    let document = try await SettingsFile(file, isNamed: isNamed)
    lookups = [
      { try above.value(forKey: $0, type: $1).value },
      { try variables.value(forKey: $0, type: $1).value },
      document.value,
    ]
    let known = Set(SettingsKey.allCases.map(\.variable))
    let strange = environment.keys.filter { $0.hasPrefix("COOPWIRE_") && !known.contains($0) }
    let idle = SettingsKey.allCases.filter { key in
      !key.isInUse && (environment[key.variable] != nil || document.keys.contains(key.rawValue))
    }
    remarks =
      document.strangers.map { "\(file) sets \($0), which is no setting; check its spelling" }
      + strange.sorted().map { "\($0) is set, which is no setting; check its spelling" }
      + idle.map { "\($0.rawValue) is set and does nothing yet" }
  }

  /// The first layer's value that is not blank.
  func text(_ key: SettingsKey) throws -> String? {
    for lookup in lookups {
      guard let text = try lookup(AbsoluteConfigKey(key.path), .string)?.content.text else {
        continue
      }
      let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
      if !trimmed.isEmpty { return trimmed }
    }
    return nil
  }

  /// The same for a list, which may be written as one or with commas.
  func list(_ key: SettingsKey) throws -> [String] {
    for lookup in lookups {
      let path = AbsoluteConfigKey(key.path)
      let items =
        try (try? lookup(path, .stringArray))?.content.items
        ?? lookup(path, .string)?.content.items
      if let items, !items.isEmpty { return items }
    }
    return []
  }
}

extension SettingsKey {
  fileprivate var path: [String] { rawValue.split(separator: ".").map(String.init) }
}

extension ConfigContent {
  fileprivate var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  fileprivate var items: [String]? {
    let parts: [String]
    switch self {
    case .stringArray(let items): parts = items
    case .string(let text): parts = text.split(separator: ",").map(String.init)
    default: return nil
    }
    return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}
