import ArgumentParser
import Fetching
import Foundation
import Ingest
import Logging
import Model
import Store

/// `coopwire refresh`: one pass over all sources, and what came of it.
struct RefreshCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Ask every source once and print what came of it.")

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let settings = try await common.settings()
    let newswire = try Newswire(settings, logger: Diary.logger(level: .error))
    var isListGood = true
    do {
      try await newswire.keeper.load()
    } catch let error as ListError {
      isListGood = false
      print("\(error); refreshing the sources of the last good list")
    }
    let count = try await newswire.store.sources().filter(\.isAsked).count
    let board = ProgressBoard(count: count)
    let outcomes = try await newswire.ingest.refreshAll { source, outcome in
      board.note(source, outcome)
    }
    board.close()
    print(OutcomeTable(outcomes))
    await newswire.fetcher.stop()
    try newswire.store.close()
    guard isListGood, !outcomes.values.contains(where: \.isFailure) else { throw ExitCode(1) }
  }
}
