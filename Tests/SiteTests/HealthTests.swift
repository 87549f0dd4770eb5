import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import Store
import TestDatabase
import Testing

@testable import Site

/// How the newswire is doing.
struct HealthTests {
  @Test func `the report names every source and counts their states`() async throws {
    let newsroom = try await Newsroom.open()
    let report = try await newsroom.get("/health.json").json()
    #expect(report["version"] as? String == "1.2.3")
    #expect(report["entries"] as? Int == 4)
    let sources = try #require(report["sources"] as? [[String: Any]])
    #expect(
      Set(sources.compactMap { $0["handle"] as? String }) == ["mill", "bakery", "press", "quiet"])
    for source in sources {
      for key in ["title", "feedURL", "state", "failures", "nextCheck", "duplicatesSuppressed"] {
        #expect(source[key] != nil, "\(key)")
      }
    }
    let states = try #require(report["states"] as? [String: Int])
    #expect(states.values.reduce(0, +) == 4)
  }

  @Test func `a source that fails is in the report at once, with its reason`() async throws {
    let newsroom = try await Newsroom.open()
    _ = try await newsroom.get("/health.json")
    var state = FetchState(nextCheck: Newsroom.start)
    state.failure = Failure(.serverError, "mill.example answered 500")
    let mill = try #require(try await newsroom.store.source(handle: "mill"))
    try await newsroom.store.record(state, of: mill.id, owner: "test")
    let text = try await newsroom.get("/health.json").text
    #expect(text.contains("mill.example answered 500"))
    #expect(try await newsroom.get("/").text.contains("href=\"/@mill\""))
  }

  @Test func `the watchdog is answered quickly from the index`() async throws {
    let newsroom = try await Newsroom.open()
    newsroom.log.forget()
    let response = try await newsroom.get("/healthz")
    #expect(response.text == "ok\n")
    #expect(newsroom.log.queries.count == 1)
  }
}
