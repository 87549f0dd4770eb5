import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Ingest

/// One pass over all sources.
@Suite struct RefreshTests {
  private static let good = TestAnswer.text(RSS.feed([RSS.item("Eins", guid: "1")]))

  @Test func `a refresh that is stopped ends at once and gives every source back`() async throws {
    let server = try TestServer(on: "127.0.9.21") { _ in .hang }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    let refresh = Task { try await pipeline.ingest.refreshAll() }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await pipeline.store.leaseOwners().count == 1)
    refresh.cancel()
    #expect(try await Array(refresh.value.values) == [.abandoned])
    #expect(try await pipeline.store.leaseOwners().isEmpty)
    let due = try #require(try await pipeline.store.nextDue())
    #expect(due <= pipeline.clock.now)
    #expect(try #require(try await pipeline.source()).state.failures == 0)
  }

  @Test func `a clock that jumped back leaves nobody waiting for years`() async throws {
    let server = try TestServer(on: "127.0.9.23") { _ in Self.good }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    _ = try await pipeline.ingest.refreshAll()
    pipeline.clock.advance(by: -30 * 86_400)
    try await pipeline.ingest.wakeTheStale()
    #expect(try await pipeline.ingest.refreshDue().count == 1)
    #expect(server.requests.count == 2)
  }

  @Test func `nobody is asked twice within ten minutes`() async throws {
    let server = try TestServer(on: "127.0.9.22") { _ in Self.good }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    _ = try await pipeline.ingest.refreshAll()
    pipeline.clock.advance(by: 599)
    #expect(try await Array(pipeline.ingest.refreshAll().values) == [.skipped])
    pipeline.clock.advance(by: 2)
    #expect(try await Array(pipeline.ingest.refreshAll().values) == [.unchanged])
    #expect(server.requests.count == 2)
  }

  @Test func `two refreshes at once ask every source once`() async throws {
    let servers = try (1...8).map { number in
      try TestServer(on: "127.0.9.\(30 + number)") { _ in .delayed(.milliseconds(50), Self.good) }
    }
    defer { for server in servers { server.stop() } }
    let pipeline = try await Pipeline(
      servers.map { Subscription(feedURL: $0.url + "/feed", title: "") })
    let other = try pipeline.neighbour()
    async let one = pipeline.ingest.refreshAll()
    async let two = other.refreshAll()
    let counts = try await (one.count, two.count)
    #expect(counts.0 + counts.1 >= 8)
    #expect(servers.allSatisfy { $0.requests.count == 1 })
  }

  @Test func `a source of a killed process is taken over at once`() async throws {
    let server = try TestServer(on: "127.0.9.23") { _ in Self.good }
    defer { server.stop() }
    let pipeline = try await Pipeline(server)
    let dead = LeaseOwner(boot: LeaseOwner.thisProcess.boot, process: Int32.max)
    _ = try await pipeline.store.lease(
      owner: dead.description, now: pipeline.clock.now, duration: 900, limit: 10)
    #expect(try await pipeline.ingest.refreshDue().count == 1)
  }

  @Test func `what could not be saved is not asked for again and again`() async throws {
    let items = (0..<400).map {
      RSS.item("Nummer \($0)", guid: "\($0)", text: String(repeating: "Wort \($0) ", count: 300))
    }
    let server = try TestServer(on: "127.0.9.24") { _ in .text(RSS.feed(items)) }
    defer { server.stop() }
    let pipeline = try await Pipeline(
      [Subscription(feedURL: server.url + "/feed", title: "")], maximumPages: 119)
    pipeline.clock.advance(by: 3600)
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let refresher = Refresher(
      ingest: pipeline.ingest, store: pipeline.store, logger: logger,
      now: { pipeline.clock.now })
    let running = Task { try await refresher.run() }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    try await Task.sleep(for: .seconds(1))
    running.cancel()
    try? await running.value
    #expect(server.requests.count == 1)
  }
}
