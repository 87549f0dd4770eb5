import Testing

@testable import Federation

struct SharedLookTests {
  @Test func `whoever is cancelled waits no longer, and the look goes on for the others`()
    async throws
  {
    let looks = SharedLook<Int>()
    let (gate, opening) = AsyncStream<Void>.makeStream()
    let first = Task {
      try await looks.value(of: "a") { () async throws(RemoteError) in
        for await _ in gate {}
        return 1
      }
    }
    let second = Task {
      try await looks.value(of: "a") { () async throws(RemoteError) in
        for await _ in gate {}
        return 2
      }
    }
    first.cancel()
    await #expect(throws: RemoteError.self) { try await first.value }
    opening.finish()
    // Whichever of them came first has looked for both.
    let found = try await second.value
    #expect(found == 1 || found == 2)
    let again = try await looks.value(of: "a") { () async throws(RemoteError) in 3 }
    #expect(again == 3)
  }

  @Test func `a deadline ends what waits for somebody else's look`() async throws {
    let looks = SharedLook<Int>()
    let (gate, opening) = AsyncStream<Void>.makeStream()
    let found = await Deadline.run(within: .milliseconds(20)) {
      try? await looks.value(of: "a") { () async throws(RemoteError) in
        for await _ in gate {}
        return 1
      }
    }
    #expect(found == nil)
    opening.finish()
  }
}
