import Foundation
import Model
import Testing

@testable import Ingest

@Suite struct TurnTests {
  private func source(_ number: Int64, at address: String) -> Source {
    Source(
      id: Source.ID(rawValue: number), subscription: Subscription(feedURL: address, title: ""),
      handle: "source_\(number)", added: .distantPast, state: FetchState(nextCheck: .distantPast))
  }

  @Test func `nobody stands in line behind a host that has many`() {
    let sources = [
      source(1, at: "https://many.example/1"), source(2, at: "https://many.example/2"),
      source(3, at: "https://www.many.example/3"), source(4, at: "https://one.example/feed"),
      source(5, at: "https://two.example/a"), source(6, at: "https://two.example/b"),
    ]
    #expect(Ingest.interleaved(sources).map(\.id.rawValue) == [1, 4, 5, 2, 6, 3])
    #expect(Ingest.interleaved([]).isEmpty)
  }
}
