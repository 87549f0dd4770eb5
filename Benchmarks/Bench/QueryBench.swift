import ArgumentParser
import Foundation
import Model
import Store

/// Asks a full store what readers ask it, and says how long each answer took.
struct QueryBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "query")

  @Argument var path: String
  @Option var rounds = 200

  func run() async throws {
    let store = try Store(.file(path), now: Date())
    let answers = [
      try await answer("newest page") { try await store.page(of: .river, limit: 60) },
      try await answer("category page") {
        try await store.page(of: EntryList(.folder("sektor-3")), limit: 60)
      },
      try await answer("search, a common word") {
        try await store.search("genossenschaft", limit: 60)
      },
      try await answer("search, two common words") {
        try await store.search("genossenschaft mitglied", limit: 60)
      },
      try await answer("search, two common words that never meet") {
        try await store.search("genossenschaft cooperative", limit: 60)
      },
      try await answer("search, the title of one entry") {
        try await store.search(MadeUpEntry(number: 471_100).title, limit: 60)
      },
    ]
    let count = try await store.count(of: .river)
    let report = Report(
      entries: count, residentMegabytes: Memory.resident, answers: answers)
    try store.close()
    print(String(decoding: try JSONEncoder().encode(report), as: UTF8.self))
  }

  private func answer(
    _ question: String, _ ask: () async throws -> EntryPage
  ) async throws -> Answer {
    let clock = ContinuousClock()
    var times: [Double] = []
    var found = 0
    for _ in 0..<rounds {
      let start = clock.now
      found = try await ask().entries.count
      times.append((clock.now - start) / .milliseconds(1))
    }
    times.sort()
    return Answer(
      question: question, found: found, median: times[times.count / 2], slowest: times.last ?? 0)
  }
}

private struct Report: Encodable {
  var entries: Int
  var residentMegabytes: Double
  var answers: [Answer]
}

/// How long the store took for one question, in milliseconds.
private struct Answer: Encodable {
  var question: String
  var found: Int
  var median: Double
  var slowest: Double
}
