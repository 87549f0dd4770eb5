import ArgumentParser
import Fetching
import Foundation
import Logging
import Model
import Store

/// `coopwire feeds list`: every source, how it is doing, and why.
struct FeedsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show every source with its state and the reason.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let newswire = try Newswire(try await common.settings(), logger: Diary.logger(level: .error))
    let sources = try await newswire.store.sources()
    guard !sources.isEmpty else {
      print("no sources yet; 'coopwire refresh' takes in \(newswire.settings.opml)")
      return
    }
    let width = sources.map(\.handle.count).max() ?? 0
    for source in sources { print(line(source, width: width, now: Date())) }
    await newswire.fetcher.stop()
    try newswire.store.close()
  }

  private func line(_ source: Source, width: Int, now: Date) -> String {
    let handle = source.handle.padding(toLength: width, withPad: " ", startingAt: 0)
    let health = Health(of: source, now: now).rawValue
      .padding(toLength: 8, withPad: " ", startingAt: 0)
    let success = source.state.lastSuccess.map { "last answer \($0.formatted(.iso8601))" }
    let moved = source.state.movedTo.map { "moved to \($0): change feeds.opml" }
    let parts = [source.subscription.feedURL, success, source.state.failure?.reason, moved]
    return "\(handle)  \(health)  \(parts.compactMap { $0 }.joined(separator: "; "))"
  }
}
