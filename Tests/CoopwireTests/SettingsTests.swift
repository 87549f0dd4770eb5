import Foundation
import Testing

@testable import coopwire

/// Options win over the environment, the environment over the file, the file over the defaults.
@Suite struct SettingsTests {
  /// Reads settings with this text as configuration file.
  private func read(
    options: [SettingsKey: String] = [:], environment: [String: String] = [:], yaml: String = ""
  ) async throws -> Settings {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
    try Data(yaml.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    do {
      return try await Settings.read(
        options: options, configFile: file.path, environment: environment)
    } catch let error as SettingsError {
      throw Sentence(text: error.description.replacing(file.path, with: "FILE"))
    }
  }

  private struct Sentence: Error { var text: String }

  /// The sentence with which the settings are refused.
  private func refusal(
    options: [SettingsKey: String] = [:], environment: [String: String] = [:], yaml: String = ""
  ) async throws -> String {
    do {
      _ = try await read(options: options, environment: environment, yaml: yaml)
      return "accepted"
    } catch let sentence as Sentence {
      return sentence.text
    }
  }

  @Test func `nothing set means the defaults`() async throws {
    #expect(try await read(yaml: "# nothing yet\n") == Settings())
  }

  @Test func `an option wins over the environment, which wins over the file`() async throws {
    let yaml = "data: file\nopml: file.opml\nsite:\n  name: File"
    let environment = ["COOPWIRE_DATA": "environment", "COOPWIRE_OPML": "environment.opml"]
    let settings = try await read(
      options: [.data: "option"], environment: environment, yaml: yaml)
    #expect(settings.data == "option")
    #expect(settings.opml == "environment.opml")
    #expect(settings.name == "File")
  }

  @Test func `a blank value is none`() async throws {
    let settings = try await read(
      environment: ["COOPWIRE_SITE_URL": "", "COOPWIRE_DATA": " "], yaml: "data: file")
    #expect(settings.siteURL == nil)
    #expect(settings.data == "file")
  }

  @Test(arguments: [
    "outbound:\n  allow: [10.0.0.0/8, fd00::/8]", "outbound:\n  allow: 10.0.0.0/8, fd00::/8",
    "outbound:\n  allow:\n    - 10.0.0.0/8\n    - fd00::/8",
  ])
  func `a list in the file may be written as one or with commas`(yaml: String) async throws {
    #expect(try await read(yaml: yaml).outboundAllow == ["10.0.0.0/8", "fd00::/8"])
  }

  @Test func `a list in the environment is written with commas`() async throws {
    let settings = try await read(
      environment: ["COOPWIRE_OUTBOUND_ALLOW": "10.0.0.0/8,fd00::/8"],
      yaml: "outbound:\n  allow: [192.168.0.0/16]")
    #expect(settings.outboundAllow == ["10.0.0.0/8", "fd00::/8"])
  }

  @Test func `every key has its name in the environment`() {
    #expect(SettingsKey.outboundCAFile.variable == "COOPWIRE_OUTBOUND_CA_FILE")
    #expect(SettingsKey.siteTimeZone.variable == "COOPWIRE_SITE_TIME_ZONE")
    #expect(Set(SettingsKey.allCases.map(\.variable)).count == SettingsKey.allCases.count)
  }

  @Test func `the environment is read by the very names that are documented`() async throws {
    let settings = try await read(environment: [
      SettingsKey.outboundCAFile.variable: "ca.pem", SettingsKey.siteTimeZone.variable: "UTC",
      SettingsKey.listenAddress.variable: "[::1]:81",
    ])
    #expect(settings.outboundCAFile == "ca.pem")
    #expect(settings.timeZone == "UTC")
    #expect(settings.listen == ListenAddress(host: "::1", port: 81))
  }

  @Test func `broken YAML is named with file and line`() async throws {
    let sentence = try await refusal(yaml: "site:\n  name: [a\n  url: x\n")
    #expect(sentence.hasPrefix("cannot read FILE: line 3, column "))
    #expect(!sentence.contains("\n"))
  }

  @Test func `a list where a text should be is refused, not passed over`() async throws {
    let sentence = try await refusal(yaml: "site:\n  name: [a, b]")
    #expect(sentence.hasPrefix("FILE sets site.name to a value of the wrong kind"))
  }

  @Test func `a named file must be there, the usual one need not`() async throws {
    await #expect(throws: SettingsError.self) {
      try await Settings.read(options: [:], configFile: "/nowhere.yaml", environment: [:])
    }
  }

  @Test func `keys that are no settings, and those that do nothing yet, are named`() async throws {
    let settings = try await read(
      environment: ["COOPWIRE_SITEURL": "x", "COOPWIRE_METRICS_LISTEN": ":9"],
      yaml: "sit:\n  url: x\nretention:\n  days: 30\n")
    let remarks = settings.remarks.joined(separator: "\n")
    for name in ["sit.url", "COOPWIRE_SITEURL"] {
      #expect(remarks.contains("\(name)") && remarks.contains("no setting"))
    }
    #expect(remarks.contains("retention.days is set and does nothing yet"))
    #expect(remarks.contains("metrics.listen is set and does nothing yet"))
    #expect(settings.remarks.count == 4)
  }

  @Test func `a public site must say who runs it`() async throws {
    let yaml = "site:\n  url: https://news.example.coop\n  imprint: https://example.coop/i\n"
    let sentence = try await refusal(yaml: yaml)
    #expect(sentence.contains("set site.privacy, site.contact in coopwire.yaml"))
    let complete = yaml + "  privacy: https://example.coop/p\n  contact: mailto:a@example.coop\n"
    #expect(try await read(yaml: complete).siteURL == "https://news.example.coop")
  }

  @Test(arguments: [
    "news.example.coop", "ftp://news.example.coop", "http://", "http://a.example/path",
    "http://a.example?x", "http://me:secret@a.example",
  ])
  func `what is no origin is refused`(text: String) async throws {
    let sentence = try await refusal(options: [.siteURL: text])
    #expect(sentence.hasPrefix("site.url is '\(text)', which is no origin"))
  }

  @Test(arguments: ["8080", "localhost", "127.0.0.1:99999", "127.0.0.1:x", "::1"])
  func `what is no address to listen on is refused`(text: String) async throws {
    let sentence = try await refusal(options: [.listenAddress: text])
    #expect(sentence.hasPrefix("listen.address is '\(text)', which is no address"))
  }

  @Test func `an unknown time zone is refused`() async throws {
    let sentence = try await refusal(environment: ["COOPWIRE_SITE_TIME_ZONE": "Europe/Bärlin"])
    #expect(sentence.hasPrefix("site.timeZone is 'Europe/Bärlin'"))
  }

  @Test func `an address is written as it is read`() throws {
    for text in ["127.0.0.1:8080", "[::1]:8080", "localhost:0"] {
      #expect(try ListenAddress(parsing: text, key: "listen.address").description == text)
    }
  }
}
