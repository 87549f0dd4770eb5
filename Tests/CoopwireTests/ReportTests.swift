import Foundation
import Ingest
import Model
import Testing

@testable import coopwire

/// What commands print.
@Suite struct ReportTests {
  private static let now = Date(timeIntervalSince1970: 1_795_000_000)

  private func source(
    _ number: Int64, handle: String, _ change: (inout Source) -> Void = { _ in }
  ) -> Source {
    var source = Source(
      id: Source.ID(rawValue: number),
      subscription: Subscription(feedURL: "https://\(handle).example/feed", title: handle),
      handle: handle, added: Self.now, state: FetchState(nextCheck: Self.now))
    change(&source)
    return source
  }

  private func outcomes(_ list: [Outcome]) -> [Source.ID: Outcome] {
    Dictionary(
      uniqueKeysWithValues: list.enumerated().map { (Source.ID(rawValue: Int64($0)), $1) })
  }

  @Test func `the table of outcomes is aligned, the commonest first`() {
    let failed = Outcome.failed(Failure(.timeout, "too slow"))
    let table = OutcomeTable(
      outcomes([.updated(.init(new: 3, retold: 1)), failed, failed, .notModified]), among: 4)
    #expect(
      table.description == """
        outcome          sources
        failed                 2
        not modified           1
        updated                1
        all                    4
        entries: 3 new, 1 told elsewhere
        """)
    #expect(table.hasFailures)
  }

  @Test func `when nobody was asked the reason is said`() {
    #expect(OutcomeTable([:], among: 0).description.hasPrefix("there is no source to ask"))
    let skipped = OutcomeTable(outcomes([.skipped, .skipped]), among: 2)
    #expect(skipped.description.hasPrefix("every source was asked less than ten minutes ago"))
    #expect(!skipped.hasFailures)
    let leased = OutcomeTable([:], among: 2).description
    #expect(leased == "2 of 2 sources are being asked by another process")
  }

  @Test func `the bar fits a narrow terminal`() {
    let title = String(repeating: "Genossenschaft ", count: 9)
    let bar = ProgressBoard.bar(9_999, of: 10_000, saying: title)
    #expect(bar.dropFirst(3).count <= 80)
    #expect(ProgressBoard.bar(0, of: 0, saying: "").contains("0/0"))
  }

  @Test func `each source stands with its state and the reason`() {
    let sources = [
      source(1, handle: "ok") {
        $0.state.lastTry = Self.now
        $0.state.lastSuccess = Self.now
      },
      source(2, handle: "ill_for_long") {
        $0.state.failure = Failure(.dns, "cannot find it")
        $0.state.failingSince = Self.now.addingTimeInterval(-8 * 86_400)
      },
      source(3, handle: "resting") { $0.subscription.isPaused = true },
      source(4, handle: "left") { $0.retired = Self.now },
      source(5, handle: "fresh"),
    ]
    let lines = SourceTable(sources, now: Self.now).description.split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[0] == "source        state    why")
    #expect(lines[1].hasPrefix("ok            active   last answer 2026-11-18T"))
    #expect(lines[2].hasPrefix("ill_for_long  failing  fails since 2026-11-10; cannot find it; "))
    #expect(lines[3].hasPrefix("resting       paused   paused by coop:paused; "))
    #expect(lines[4].hasPrefix("left          retired  not in the list since 2026-11-18"))
    #expect(lines[5].hasPrefix("fresh         waiting  not asked yet"))
  }

  @Test func `a change of the list is shown line by line`() {
    let old = Subscription(feedURL: "https://a.example/f", title: "A")
    var renamed = Subscription(feedURL: "https://b.example/f", title: "B")
    let gone = Subscription(feedURL: "https://c.example/f", title: "C")
    let before = [renamed, gone]
    renamed.title = "B2"
    let text = FeedsDiffCommand.text(of: ListChange(from: before, to: [old, renamed]))
    #expect(
      text == """
        + https://a.example/f  A
        - https://c.example/f  C
        ~ https://b.example/f  B2
        1 added, 1 removed, 1 changed
        """)
    #expect(FeedsDiffCommand.text(of: ListChange(from: before, to: before)) == "nothing changes")
  }
}
