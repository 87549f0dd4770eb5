import ArgumentParser
import Foundation
import Model
import Store

/// Fills a store with made-up entries through the door that every entry takes.
struct FillBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "fill")

  @Argument var path: String
  @Option var entries = 1_000_000
  @Option var sources = 500

  func run() async throws {
    let start = Date(timeIntervalSince1970: 1_790_000_000)
    let store = try Store(.file(path), now: start)
    _ = try await store.reconcile(with: list, now: start) { _, _ in start }
    let all = try await store.sources()
    let clock = ContinuousClock()
    let began = clock.now
    var made = 0
    while made < entries {
      for source in all where made < entries {
        let count = min(500, entries - made)
        try await record(count, from: source, first: made, into: store, at: start)
        made += count
      }
    }
    let seconds = (clock.now - began) / .seconds(1)
    try store.close()
    print(#"{"entries":\#(made),"seconds":\#(seconds),"peakMegabytes":\#(Memory.peak)}"#)
  }

  private var list: SubscriptionList {
    let folders = (0..<10).map { Folder(path: ["Sektor \($0)"], slug: "sektor-\($0)") }
    let subscriptions = (0..<sources).map { number in
      var subscription = Subscription(
        feedURL: "https://coop\(number).example/feed", title: "Coop \(number)")
      subscription.folders = [folders[number % 10].path]
      subscription.language = number % 3 == 0 ? "en" : "de"
      return subscription
    }
    return SubscriptionList(subscriptions: subscriptions, folders: folders)
  }

  private func record(
    _ count: Int, from source: Source, first: Int, into store: Store, at now: Date
  ) async throws {
    let arrivals = (first..<(first + count)).map { number in
      MadeUpEntry(number: number).arrival(
        id: "tag:\(source.handle),2026:\(number)",
        url: "https://\(source.handle).example/artikel/\(number)",
        published: now.addingTimeInterval(-Double(number % 1_200_000)))
    }
    let identification = Identification(
      of: arrivals, from: source.id, homePage: nil, level: IdentityLevel(), now: now)
    let question = Known.Question(about: identification.identified, of: source.id, now: now)
    let teller = Teller(id: source.id, homes: [:])
    _ = try await store.record(
      Reading(
        question: question, state: source.state, profile: SourceProfile(), owner: "bench", now: now)
    ) { known, _ in
      var known = known
      known.count = max(known.count, 1)
      return Changes(from: known, to: identification.identified, told: teller, now: now)
    }
  }
}
