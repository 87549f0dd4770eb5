import Testing

@testable import Fetching

@Suite struct LaneTests {
  private let start = ContinuousClock.now

  private func admitted(_ lane: inout Lane, after seconds: Int = 0) -> [UInt64] {
    var ids: [UInt64] = []
    while let id = lane.admit(at: start + .seconds(seconds)) { ids.append(id) }
    return ids
  }

  @Test func `one host is asked one thing at a time, with a pause between`() {
    var lane = Lane(width: 16, perHost: 1, pause: .seconds(2))
    for id in 1...3 { lane.enter(UInt64(id), for: "a") }
    #expect(admitted(&lane) == [1])
    lane.leave("a", at: start + .seconds(5))
    #expect(lane.nextOpening == start + .seconds(7))
    #expect(admitted(&lane, after: 6) == [])
    #expect(admitted(&lane, after: 7) == [2])
  }

  @Test func `a newcomer waits for the pause as well`() {
    var lane = Lane(width: 16, perHost: 1, pause: .seconds(2))
    lane.enter(1, for: "a")
    #expect(admitted(&lane) == [1])
    lane.leave("a", at: start)
    lane.enter(2, for: "a")
    #expect(admitted(&lane, after: 1) == [])
    #expect(admitted(&lane, after: 2) == [2])
  }

  @Test func `hosts go side by side up to the width`() {
    var lane = Lane(width: 2, perHost: 1, pause: .zero)
    for (id, host) in ["a", "b", "c"].enumerated() { lane.enter(UInt64(id), for: host) }
    #expect(admitted(&lane) == [0, 1])
    lane.leave("b", at: start)
    #expect(admitted(&lane) == [2])
  }

  @Test func `two deliveries go to one host, and hosts alternate`() {
    var lane = Lane(width: 16, perHost: 2, pause: .zero)
    for id in 1...4 { lane.enter(UInt64(id), for: "a") }
    lane.enter(5, for: "b")
    #expect(admitted(&lane) == [1, 5, 2])
    lane.leave("a", at: start)
    #expect(admitted(&lane) == [3])
  }

  @Test func `who has withdrawn is passed over`() {
    var lane = Lane(width: 16, perHost: 1, pause: .zero)
    for id in 1...3 { lane.enter(UInt64(id), for: "a") }
    lane.withdraw(1)
    lane.withdraw(2)
    #expect(admitted(&lane) == [3])
  }

  @Test func `a host put to rest sends its line away`() {
    var lane = Lane(width: 1, perHost: 1, pause: .zero)
    for id in 1...3 { lane.enter(UInt64(id), for: "a") }
    lane.enter(4, for: "b")
    lane.withdraw(2)
    #expect(lane.clear("a") == [1, 3])
    #expect(admitted(&lane) == [4])
  }

  @Test func `a host without work is forgotten after its pause`() {
    var lane = Lane(width: 16, perHost: 1, pause: .seconds(2))
    for id in 0..<100 { lane.enter(UInt64(id), for: "host\(id)") }
    var turn = 0
    while admitted(&lane, after: turn).count > 0 {
      turn += 1
      for id in (turn - 1) * 16..<min(100, turn * 16) {
        lane.leave("host\(id)", at: start + .seconds(turn))
      }
    }
    #expect(lane.hostCount > 0)
    _ = admitted(&lane, after: 1000)
    #expect(lane.hostCount == 0)
    #expect(lane.nextOpening == nil)
  }

  @Test func `every one of many requests has its turn exactly once`() {
    var lane = Lane(width: 16, perHost: 1, pause: .seconds(2))
    func host(_ id: UInt64) -> String { "h\(id * 7919 % 700)" }
    for id in 0..<UInt64(10_000) { lane.enter(id, for: host(id)) }
    for id in stride(from: UInt64(0), to: 10_000, by: 10) { lane.withdraw(id) }
    var seen: [UInt64] = []
    for second in 0..<5_000 where lane.hostCount > 0 {
      let ids = admitted(&lane, after: second)
      #expect(ids.count <= 16)
      seen += ids
      for id in ids { lane.leave(host(id), at: start + .seconds(second)) }
    }
    #expect(seen.count == 9_000)
    #expect(Set(seen).count == 9_000)
    #expect(lane.hostCount == 0)
  }
}
