import Foundation
import Logging
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Ingest

/// What becomes of entries that leave their feed before their time.
@Suite struct ArticleWatchTests {
  /// A feed that told articles on two hosts and tells them no more, with older ones in it.
  private struct Scene {
    let feed = Script(.text(""))
    let articles: TestServer
    let server: TestServer
    let pipeline: Pipeline
    let watch: ArticleWatch

    /// - Parameters:
    ///   - hosts: where the articles stand.
    ///   - lost: how many of each host are missing in the feed.
    init(
      hosts: [String], lost: Int = 1, answer: @escaping @Sendable (TestRequest) -> TestAnswer
    ) async throws {
      articles = try TestServer(on: "0.0.0.0", answer: answer)
      server = try feed.serve()
      pipeline = try await Pipeline(server)
      let (port, pipeline) = (articles.port, pipeline)
      watch = ArticleWatch(
        store: pipeline.store, fetcher: pipeline.ingest.fetcher,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        now: { pipeline.clock.now })
      let older = hosts.indices.map { number in
        RSS.item(
          "Alt \(number)", link: "http://\(hosts[number]):\(port)/alt",
          date: "Tue, 17 Nov 2026 0\(number):00:00 GMT")
      }
      let missing = hosts.flatMap { host in
        (0..<lost).map { RSS.item("Fort \(host) \($0)", link: "http://\(host):\(port)/\($0)") }
      }
      try await pipeline.store.settleOrigin("https://news.example")
      try await tell(older)
      try await tell(older + missing)
      try await post()
      try await tell(older)
    }

    func stop() {
      articles.stop()
      server.stop()
    }

    private func tell(_ items: [String]) async throws {
      feed.say(.text(RSS.feed(items)))
      _ = try await pipeline.refresh()
    }

    /// Has everything been told that is to be.
    private func post() async throws {
      let waiting = try await pipeline.store.dueAnnouncements(now: .distantFuture, limit: 99)
      for announcement in waiting {
        let post = Post(
          entry: announcement.entry, actor: announcement.actor, object: "",
          told: pipeline.clock.now)
        try await pipeline.store.settle(announcement, Settlement(post: post))
      }
    }

    /// Looks for what is missing, as if the feed had been asked a moment before.
    func look() async throws -> [String] {
      let before = articles.requests.count
      _ = try await pipeline.ingest.refreshAll()
      try await watch.look()
      return articles.requests.dropFirst(before).map { "\($0["host"] ?? "")\($0.target)" }
    }

    func name(_ host: String, _ number: Int) -> String { "\(host):\(articles.port)/\(number)" }
  }

  @Test func `an entry whose article is gone on two days is removed, others stay`() async throws {
    let scene = try await Scene(hosts: ["127.0.9.61", "127.0.9.62"]) { request in
      request["host"]?.hasPrefix("127.0.9.61") == true ? .response(404) : .text("Da.")
    }
    defer { scene.stop() }
    let both = [scene.name("127.0.9.61", 0), scene.name("127.0.9.62", 0)]
    #expect(try await Set(scene.look()) == Set(both))
    scene.pipeline.clock.advance(by: 3600)
    #expect(try await scene.look().isEmpty)
    #expect(try await scene.pipeline.titles().count == 4)
    scene.pipeline.clock.advance(by: 86_400)
    #expect(try await scene.look() == [both[0]])
    #expect(try await Set(scene.pipeline.titles()) == ["Alt 0", "Alt 1", "Fort 127.0.9.62 0"])
  }

  @Test func `a host that gives no answer is left alone for the day, others are asked`()
    async throws
  {
    let scene = try await Scene(hosts: ["127.0.9.63", "127.0.9.64"], lost: 2) { request in
      request["host"]?.hasPrefix("127.0.9.63") == true ? .response(503) : .text("Da.")
    }
    defer { scene.stop() }
    for _ in 1...2 {
      let asked = try await scene.look()
      #expect(asked.filter { $0.hasPrefix("127.0.9.63") }.count == 1, "\(asked)")
      scene.pipeline.clock.advance(by: 3600)
      #expect(try await scene.look().isEmpty)
      scene.pipeline.clock.advance(by: 86_400)
    }
    let other = scene.articles.requests.filter { $0["host"]?.hasPrefix("127.0.9.64") == true }
    #expect(other.map(\.target).sorted() == ["/0", "/1"])
  }

  @Test func `feeds are asked while articles let us wait`() async throws {
    let scene = try await Scene(hosts: ["127.0.9.65", "127.0.9.66"]) { _ in .hang }
    defer { scene.stop() }
    let (pipeline, before) = (scene.pipeline, scene.server.requests.count)
    let refresher = Refresher(
      ingest: pipeline.ingest, store: pipeline.store,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      longestSleep: .milliseconds(10), now: { pipeline.clock.now })
    let services = Task {
      async let watching: Void = scene.watch.run()
      async let refreshing: Void = refresher.run()
      _ = try await (watching, refreshing)
    }
    while scene.articles.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    pipeline.clock.advance(by: 40 * 86_400)
    while scene.server.requests.count == before { try await Task.sleep(for: .milliseconds(5)) }
    #expect(scene.articles.requests.count == 2)
    services.cancel()
    try? await services.value
  }
}
