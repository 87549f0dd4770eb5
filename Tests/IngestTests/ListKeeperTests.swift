import Foundation
import Logging
import Model
import ServiceLifecycle
import Store
import Testing

@testable import Ingest

/// The operator's file and the sources in force.
@Suite struct ListKeeperTests {
  /// A list in a folder of its own, and a store that follows it.
  private final class Desk: Sendable {
    let file: URL
    let store: Store
    let keeper: ListKeeper

    init(_ count: Int) async throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      file = folder.appending(path: "feeds.opml")
      let now = Date(timeIntervalSince1970: 1_795_000_000)
      store = try Store(.memory, now: now)
      keeper = ListKeeper(
        path: file.path, store: store, schedule: RefreshSchedule(),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { now })
      try write(count)
      try await keeper.load()
    }

    deinit { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }

    func write(_ count: Int) throws {
      let outlines = (0..<count).map {
        #"<outline text="Nummer \#($0)" xmlUrl="https://nummer\#($0).example/feed"/>"#
      }
      try write("<opml version=\"2.0\"><body>\(outlines.joined())</body></opml>")
    }

    func write(_ text: String) throws { try Data(text.utf8).write(to: file) }

    /// How many sources are in force.
    func count() async throws -> Int {
      try await store.sources().count { $0.retired == nil }
    }
  }

  @Test func `a list is taken in, and an added line later`() async throws {
    let desk = try await Desk(3)
    #expect(try await desk.count() == 3)
    try desk.write(4)
    #expect(try await desk.keeper.load().added.count == 1)
    #expect(try await desk.count() == 4)
  }

  @Test(arguments: ["", "<opml><body><outline", "<rss/>", "Guten Tag"])
  func `a broken list leaves the last good one in force`(text: String) async throws {
    let desk = try await Desk(3)
    try desk.write(text)
    await #expect(throws: ListError.self) { try await desk.keeper.load() }
    await desk.keeper.reload()
    #expect(try await desk.count() == 3)
  }

  @Test func `a missing list leaves the last good one in force`() async throws {
    let desk = try await Desk(3)
    try FileManager.default.removeItem(at: desk.file)
    await #expect(throws: ListError.unreadable(path: desk.file.path)) {
      try await desk.keeper.load()
    }
    #expect(try await desk.count() == 3)
  }

  @Test func `a list that lost most of its sources waits for a word`() async throws {
    let desk = try await Desk(10)
    try desk.write(4)
    await #expect(throws: ListError.suspiciousCut(path: desk.file.path, from: 10, to: 4)) {
      try await desk.keeper.load()
    }
    #expect(try await desk.count() == 10)
    #expect(try await desk.keeper.change().removed.count == 6)
    #expect(try await desk.count() == 10)
    try await desk.keeper.load(confirmsCut: true)
    #expect(try await desk.count() == 4)
    #expect(try await desk.keeper.change().isEmpty)
  }

  @Test func `a change of the file is seen while the keeper runs`() async throws {
    let desk = try await Desk(3)
    let group = ServiceGroup(
      services: [desk.keeper], logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await group.run() }
    try desk.write(5)
    let deadline = ContinuousClock.now + .seconds(20)
    while try await desk.count() != 5, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(try await desk.count() == 5)
    await group.triggerGracefulShutdown()
    try await running.value
  }
}
