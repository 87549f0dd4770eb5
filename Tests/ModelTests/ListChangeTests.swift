import Model
import Testing

@Suite struct ListChangeTests {
  private func list(_ names: [String]) -> [Subscription] {
    names.map { Subscription(feedURL: "https://\($0).example/feed", title: $0) }
  }

  @Test func `an equal list changes nothing`() {
    let change = ListChange(from: list(["a", "b"]), to: list(["b", "a"]))
    #expect(change.isEmpty)
    #expect(!change.isSuspiciousCut)
  }

  @Test func `sources come, go and change`() {
    var after = list(["b", "c"])
    after[0].isPaused = true
    let change = ListChange(from: list(["a", "b"]), to: after)
    #expect(change.added == [after[1]])
    #expect(change.removed.map(\.title) == ["a"])
    #expect(change.changed == [after[0]])
  }

  @Test func `another spelling of the address is the same source`() {
    let old = [Subscription(feedURL: "http://www.a.example/feed/", title: "A")]
    let new = [Subscription(feedURL: "https://a.example/feed", title: "A")]
    let change = ListChange(from: old, to: new)
    #expect(change.added.isEmpty && change.removed.isEmpty)
    #expect(change.changed == new)
  }

  @Test(arguments: [(10, 5, false), (10, 4, true), (4, 0, true), (3, 0, false), (0, 9, false)])
  func `losing more than half, and more than three, is suspicious`(
    before: Int, after: Int, isSuspicious: Bool
  ) {
    let names = (0..<10).map { "s\($0)" }
    let change = ListChange(
      from: list(Array(names.prefix(before))), to: list(Array(names.prefix(after))))
    #expect(change.isSuspiciousCut == isSuspicious)
  }

  @Test func `a wholly new list of the same size is a decision`() {
    let change = ListChange(from: list(["a", "b", "c", "d"]), to: list(["e", "f", "g", "h"]))
    #expect(!change.isSuspiciousCut)
    #expect(change.removed.count == 4)
  }
}
