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
    // As 'coopwire actors list' shows it.
    let name = handle.split(separator: "@").first.map(String.init) ?? handle
    let (obstacle, count) = try await common.change { store in
      guard let source = try await store.source(handle: name) else {
        throw ValidationError("no source is called \(name); 'coopwire feeds list' names them all")
      }
      return (source.obstacle, try await store.release(source.id, now: Date()))
    }
    let appeared = count == 1 ? "1 entry appeared" : "\(count) entries appeared"
    switch obstacle {
    case .optedOut: try Console.say("\(name) is mirrored again; what was taken back stays so")
    case .held: try Console.say("\(name) is released; \(appeared)")
    case nil: try Console.say("nothing of \(name) was kept back; \(appeared)")
    }
  }
}
