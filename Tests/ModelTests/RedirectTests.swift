import Foundation
import Model
import Testing

@Suite struct RedirectTests {
  private let start = Date(timeIntervalSince1970: 1_790_000_000)
  private let day: TimeInterval = 86_400
  private let moved = FetchState.Answer(url: "https://b.example/feed", redirects: [301, 308])

  /// Asks `count` times at equal distances over `days`.
  private func asked(
    _ count: Int, over days: Double, _ state: FetchState? = nil,
    answer: (Int) -> FetchState.Answer
  ) -> FetchState {
    (0..<count).reduce(state ?? FetchState(nextCheck: start)) { state, turn in
      let time = start + days * day * Double(turn) / Double(count - 1)
      return state.notModified(answer(turn), now: time)
    }
  }

  @Test func `twenty permanent redirects over six days are believed`() {
    let state = asked(20, over: 6) { _ in moved }
    #expect(state.movedTo == "https://b.example/feed")
    #expect(state.redirect == nil)
  }

  @Test func `nineteen are not, nor are a hundred in five days`() {
    let few = asked(19, over: 10) { _ in moved }
    #expect(few.movedTo == nil)
    #expect(few.redirect?.count == 19)
    #expect(asked(100, over: 5) { _ in moved }.movedTo == nil)
  }

  @Test(arguments: [[302], [301, 307], [303], []])
  func `one temporary redirect or direct answer begins the row anew`(redirects: [Int]) {
    let other = FetchState.Answer(url: "https://b.example/feed", redirects: redirects)
    let state = asked(25, over: 12) { $0 == 10 ? other : moved }
    #expect(state.movedTo == nil)
    #expect(state.redirect?.count == 14)
  }

  @Test func `another target begins the row anew`() {
    let state = asked(30, over: 30) { turn in
      FetchState.Answer(url: "https://b.example/\(turn / 15)", redirects: [301])
    }
    #expect(state.movedTo == nil)
    #expect(state.redirect?.count == 15)
  }

  @Test func `failures neither help nor harm the row`() {
    let half = asked(10, over: 5) { _ in moved }.failed(Failure(.html, "parked"), now: start + day)
    #expect(half.redirect?.count == 10)
  }

  @Test func `who moved and fell silent is looked for at the listed address again`() {
    let state = asked(20, over: 6) { _ in moved }
    let failing = (0..<12).reduce(state) { state, _ in
      state.failed(Failure(.dns, "no"), now: start + 7 * day)
    }
    #expect(failing.movedTo == "https://b.example/feed")
    #expect(failing.failed(Failure(.dns, "no"), now: start + 8 * day).movedTo == nil)
  }
}
