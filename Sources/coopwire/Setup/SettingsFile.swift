import Configuration
import Foundation
import Synchronization

/// `coopwire.yaml`: what it sets, and which of its keys nobody knows.
struct SettingsFile: Sendable {
  let keys: Set<String>
  private let path: String
  private let document: FileProvider<YAMLSnapshot>?

  /// - Throws: `SettingsError` where the file is missing though it was named, or is no YAML.
  init(_ path: String, isNamed: Bool) async throws(SettingsError) {
    self.path = path
    let bytes = try Self.bytes(path, isNamed: isNamed)
    guard Self.saysAnything(bytes) else {
      keys = []
      document = nil
      return
    }
    // The reader asks of every key whether its value is secret; so all of them are heard of.
    let heard = Mutex<Set<String>>([])
    let options = YAMLSnapshot.ParsingOptions(
      secretsSpecifier: .dynamic { key, _ in
        heard.withLock { _ = $0.insert(key) }
        return false
      })
    do {
      let place = InMemoryProvider(values: ["filePath": ConfigValue(stringLiteral: path)])
      document = try await FileProvider(
        parsingOptions: options, config: ConfigReader(provider: place))
    } catch {
      throw .badFile(path, YAMLTrouble("\(error)"))
    }
    keys = heard.withLock { $0 }
  }

  /// Keys that are no settings.
  var strangers: [String] { keys.filter { SettingsKey(rawValue: $0) == nil }.sorted() }

  /// - Throws: `SettingsError` where the value is of another kind.
  @Sendable func value(_ key: AbsoluteConfigKey, _ type: ConfigType) throws -> ConfigValue? {
    do {
      return try document?.value(forKey: key, type: type).value
    } catch {
      throw SettingsError.badKind(key: key.description, file: path)
    }
  }

  private static func bytes(_ path: String, isNamed: Bool) throws(SettingsError) -> [UInt8] {
    guard isNamed || FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try ListFile.read(path)
    } catch {
      throw .unreadableFile(error.description)
    }
  }

  private static func saysAnything(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      guard let first = line.first(where: { $0 > 32 }) else { return false }
      return first != UInt8(ascii: "#")
    }
  }
}

/// Where and why a YAML document is broken, in one clause.
struct YAMLTrouble: Sendable, Hashable, CustomStringConvertible {
  let description: String

  /// - Parameter report: what the reader said, such as `3:4: error: parser: …:` and an excerpt.
  init(_ report: String) {
    guard let place = report.prefixMatch(of: /(\d+):(\d+): error: \w+: ([^:]+)/) else {
      let words = report.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      description = words.prefix(1).lowercased() + words.dropFirst().trimmingSuffix(".")
      return
    }
    let reason = place.3.split(whereSeparator: \.isNewline).joined(separator: ", ")
    description = "line \(place.1), column \(place.2): \(reason)"
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}
