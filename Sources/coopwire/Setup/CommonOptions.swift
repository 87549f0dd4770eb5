import ArgumentParser

/// The options that say where things are; they win over environment and file.
struct CommonOptions: ParsableArguments {
  @Option(help: "The list of sources (default: feeds.opml).")
  var opml: String?

  @Option(help: "The folder for the index, or :memory: (default: data).")
  var data: String?

  @Option(help: "The configuration file (default: coopwire.yaml, if there is one).")
  var config: String?

  /// Reads all layers of the configuration, and says what is set in vain.
  ///
  /// - Parameter more: values of a command's own options.
  /// - Throws: `SettingsError`
  func settings(_ more: [SettingsKey: String?] = [:]) async throws -> Settings {
    let given = [.opml: opml, .data: data].merging(more) { $1 }
    let settings = try await Settings.read(
      options: given.compactMapValues(\.self), configFile: config)
    for remark in settings.remarks { Console.complain("warning: \(remark)") }
    return settings
  }
}
