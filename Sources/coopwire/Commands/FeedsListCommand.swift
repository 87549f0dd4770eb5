import ArgumentParser
import Foundation
import Model
import Store

/// `coopwire feeds list`: every source, how it is doing, and why.
struct FeedsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show every source with its state and the reason.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try await common.settings()
    let store = try settings.openStoreToLook()
    let sources = try await store.sources()
    try store.close()
    try Console.say(
      sources.isEmpty
        ? "no sources yet; 'coopwire refresh' takes in \(settings.opml)"
        : SourceTable(sources, now: Date()).description)
  }
}
