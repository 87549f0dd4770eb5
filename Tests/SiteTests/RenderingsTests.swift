import Foundation
import HTTPTypes
import Publishing
import Store
import Synchronization
import Testing

@testable import Site

/// Rendered once per change, then served from memory.
struct RenderingsTests {
  private static let now = Newsroom.start
  private let renderings = Renderings(lifetime: 300, limit: 1 << 20)
  private let count = Counter()

  private struct Broken: Error {}

  private func name(_ path: String = "/") -> DocumentName {
    DocumentName(kind: .page, path: path)
  }

  private func rendering(
    _ text: String = "text", status: HTTPResponse.Status = .ok
  ) -> Rendering {
    let rendered = Rendered(body: Array(text.utf8), contentType: "text/plain")
    return Rendering(rendered, status: status, fields: [:])
  }

  /// Asks, and counts what is rendered.
  private func ask(
    _ path: String = "/", revision: Int = 1, after seconds: TimeInterval = 0,
    status: HTTPResponse.Status = .ok
  ) async throws -> Rendering? {
    try await renderings.rendering(
      name(path), at: Revision(entries: revision, sources: 0),
      now: Self.now.addingTimeInterval(seconds)
    ) {
      count.add()
      return rendering(status: status)
    }
  }

  private var rendered: Int { count.value }

  @Test func `a document is rendered once per change`() async throws {
    for _ in 0..<100 { _ = try await ask() }
    #expect(rendered == 1)
    for _ in 0..<100 { _ = try await ask(revision: 2) }
    #expect(rendered == 2)
    _ = try await ask("/other", revision: 2)
    #expect(rendered == 3)
  }

  @Test func `time alone makes it anew after its lifetime`() async throws {
    for second in [0.0, 100, 299] { _ = try await ask(after: second) }
    #expect(rendered == 1)
    for second in [300.0, 301, 599] { _ = try await ask(after: second) }
    #expect(rendered == 2)
    // A clock that was set back is no reason to keep a document for years.
    _ = try await ask(after: -86_400)
    #expect(rendered == 3)
  }

  @Test func `a thousand who ask at once wait for one rendering`() async throws {
    let gate = Gate()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<1000 {
        group.addTask {
          let found = try await renderings.rendering(
            name(), at: Revision(entries: 1, sources: 0), now: Self.now
          ) {
            count.add()
            await gate.pass()
            return rendering()
          }
          #expect(found != nil)
        }
      }
      await gate.reached()
      try await Task.sleep(for: .milliseconds(50))
      gate.open()
      try await group.waitForAll()
    }
    #expect(rendered == 1)
  }

  @Test func `while one renders anew the others get the document of a moment ago`() async throws {
    _ = try await ask()
    let gate = Gate()
    async let renewed = renderings.rendering(
      name(), at: Revision(entries: 2, sources: 0), now: Self.now
    ) {
      await gate.pass()
      return rendering("new")
    }
    await gate.reached()
    for _ in 0..<100 {
      let old = try #require(try await ask(revision: 2))
      #expect(old.size == rendering("text").size)
    }
    #expect(rendered == 1)
    gate.open()
    #expect(try await renewed?.size == rendering("new").size)
    #expect(try await ask(revision: 2)?.size == rendering("new").size)
    #expect(rendered == 1)
  }

  @Test func `nobody gets a document of long ago`() async throws {
    _ = try await ask()
    let gate = Gate()
    let later = Self.now.addingTimeInterval(86_400)
    async let renewed = renderings.rendering(
      name(), at: Revision(entries: 1, sources: 0), now: later
    ) {
      await gate.pass()
      return rendering("new")
    }
    await gate.reached()
    async let waiting = ask(after: 86_400)
    try await Task.sleep(for: .milliseconds(20))
    gate.open()
    #expect(try await waiting?.size == rendering("new").size)
    _ = try await renewed
    #expect(rendered == 1)
  }

  @Test func `an error is everybody's who waits, and then forgotten`() async throws {
    let gate = Gate()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask {
          do {
            _ = try await renderings.rendering(
              name(), at: Revision(entries: 1, sources: 0), now: Self.now
            ) {
              count.add()
              await gate.pass()
              throw Broken()
            }
            return false
          } catch {
            return error is Broken
          }
        }
      }
      await gate.reached()
      try? await Task.sleep(for: .milliseconds(50))
      gate.open()
      for await isBroken in group { #expect(isBroken) }
    }
    #expect(rendered == 1)
    #expect(try await ask() != nil)
    #expect(rendered == 2)
  }

  @Test func `who goes away while rendering leaves the work to another`() async throws {
    let gate = Gate()
    let first = Task {
      try await renderings.rendering(name(), at: Revision(entries: 1, sources: 0), now: Self.now) {
        await gate.pass()
        try Task.checkCancellation()
        return rendering("never")
      }
    }
    await gate.reached()
    async let second = ask()
    try await Task.sleep(for: .milliseconds(20))
    first.cancel()
    gate.open()
    #expect(try await second?.size == rendering().size)
    #expect(rendered == 1)
    await #expect(throws: CancellationError.self) { try await first.value }
  }

  @Test func `what is not there is not remembered`() async throws {
    for _ in 0..<3 { _ = try await ask(status: .notFound) }
    #expect(rendered == 3)
    _ = try await ask()
    _ = try await ask(revision: 2, status: .gone)
    #expect(renderings.size == 0)
  }

  @Test func `memory stays within its limit, and what is asked for often stays`() async throws {
    for number in 0..<5000 {
      _ = try await ask("/\(number)")
      if number % 20 == 0 { _ = try await ask("/often") }
      #expect(renderings.size <= 1 << 20)
    }
    #expect(renderings.size > 1 << 19)
    #expect(rendered == 5001)
    _ = try await ask("/0")
    #expect(rendered == 5002)
  }

  @Test func `long names and large documents take their share`() async throws {
    _ = try await ask("/" + String(repeating: "a", count: 300_000))
    #expect(renderings.size == 0)
    _ = try await ask("/" + String(repeating: "a", count: 100_000))
    #expect(renderings.size > 100_000)
  }
}

private final class Counter: Sendable {
  private let count = Atomic(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add() { count.add(1, ordering: .relaxed) }
}

/// Holds whoever passes until it is opened.
private final class Gate: Sendable {
  private let arrivals = AsyncStream<Void>.makeStream()
  private let opening = AsyncStream<Void>.makeStream()

  func pass() async {
    arrivals.continuation.yield()
    for await _ in opening.stream {}
  }

  /// Waits until somebody has come.
  func reached() async {
    for await _ in arrivals.stream { return }
  }

  func open() { opening.continuation.finish() }
}
