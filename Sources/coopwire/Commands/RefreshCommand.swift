import ArgumentParser
import Fetching
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
    let newswire = try Newswire(try await common.settings(), logger: Diary.logger(level: .critical))
    let isListGood = try await newswire.takeInList()
    let isDone: Bool
    do {
      isDone = try await refresh(newswire)
    } catch {
      await newswire.fetcher.stop()
      throw error
    }
    await newswire.fetcher.stop()
    try newswire.store.close()
    if !isDone || !isListGood { throw ExitCode.failure }
  }

  /// - Returns: whether all of it was done, and nothing failed.
  private func refresh(_ newswire: Newswire) async throws -> Bool {
    let asked = try await newswire.store.sources().filter(\.isAsked)
    let board = ProgressBoard(
      count: asked.count, width: asked.map(\.handle.count).max() ?? 0)
    let (outcomes, isInterrupted) = try await Interruption.heeded {
      try await newswire.ingest.refreshAll { board.note($0, $1) }
    }
    board.close()
    if isInterrupted { Console.complain("stopped before every source was asked") }
    let table = OutcomeTable(outcomes, among: asked.count)
    try Console.say(table.description)
    return !isInterrupted && !table.hasFailures
  }
}

extension Newswire {
  /// Takes in the operator's list; where it cannot be used, says why and keeps the last good one.
  ///
  /// - Returns: whether the list was good.
  func takeInList() async throws -> Bool {
    do {
      try await keeper.load()
      return true
    } catch let error as ListError {
      Console.complain("\(error); the sources of the last good list stay in force")
      return false
    }
  }
}
