import ArgumentParser
import Foundation
import Model
import Store

/// `coopwire feeds release`: lets the entries of a held source appear.
struct FeedsReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Let a held source's entries appear, or mirror one again that had opted out.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The source's handle, as 'coopwire feeds list' shows it.")
  var handle: String

  func run() async throws {
    let count = try await common.change { store in
      guard let source = try await store.source(handle: handle) else {
        throw ValidationError("no source is called \(handle); 'coopwire feeds list' names them all")
      }
      return try await store.release(source.id, now: Date())
    }
    try Console.say("\(handle) is released; \(count) entries appeared")
  }
}
