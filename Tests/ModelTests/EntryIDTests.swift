import Foundation
import Model
import Testing

@Suite struct EntryIDTests {
  private let samples: [Int64] = [
    0, 1, 31, 32, 1 << 20, (1 << 20) - 1, 1_790_000_000 << 20, .max / 2, .max - 1, .max,
  ]

  @Test func `what is written is read back`() {
    for raw in samples {
      #expect(EntryID(EntryID(rawValue: raw).description)?.rawValue == raw)
      #expect(EntryID(rawValue: raw).description.count == 13)
    }
  }

  @Test func `names are in the order of the numbers`() {
    let sorted = samples.sorted().map { EntryID(rawValue: $0).description }
    #expect(sorted == sorted.sorted())
  }

  @Test(arguments: [
    "", "0", "000000000000", "00000000000000", "000000000000u", "000000000000A", "00000000000-1",
    "zzzzzzzzzzzzz", "8000000000000", "g000000000000", "000000000000é", "0000000000000\n",
  ])
  func `nothing else is read`(text: String) {
    #expect(EntryID(text) == nil)
  }

  @Test func `a negative number, which no entry has, cannot be asked for`() {
    for raw in [-1, .min] as [Int64] {
      #expect(EntryID(EntryID(rawValue: raw).description) == nil)
    }
  }

  @Test func `later is larger, and a second holds a million entries`() {
    let time = Sample.now
    let first = EntryID(time: time, salt: 0)
    let last = EntryID(time: time, salt: UInt32(EntryID.perSecond - 1))
    #expect(first < last && last < EntryID(time: time + 1, salt: 0))
    #expect(last.next == EntryID(time: time + 1, salt: 0))
    #expect(first.time == time && last.time == time)
    #expect(EntryID(time: time, salt: .max) == last)
  }

  @Test(arguments: [-1, -1e300, 0, 1e300, .infinity, -.infinity, .nan] as [Double])
  func `no time is too absurd for a number`(seconds: Double) {
    let id = EntryID(time: Date(timeIntervalSince1970: seconds), salt: 5)
    #expect(id.rawValue >= 5)
    #expect(EntryID(id.description) == id)
  }
}
