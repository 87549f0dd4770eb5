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
    let river = try await milliseconds { try await store.page(of: .river, limit: 60) }
    let folder = try await milliseconds {
      try await store.page(of: EntryList(.folder("sektor-3")), limit: 60)
    }
    let common = try await milliseconds { try await store.search("genossenschaft", limit: 60) }
    let two = try await milliseconds { try await store.search("strom speicher", limit: 60) }
    let rare = try await milliseconds { try await store.search("strom 4711", limit: 60) }
    let count = try await store.count(of: .river)
    let resident = Memory.resident
    try store.close()
    print(
      """
      {"entries":\(count),"newestPage":\(river),"folderPage":\(folder),"searchCommonWord":\(common),\
      "searchTwoWords":\(two),"searchRareWord":\(rare),"residentMegabytes":\(resident)}
      """)
  }

  /// The median time of one answer, in milliseconds.
  private func milliseconds(_ ask: () async throws -> EntryPage) async throws -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<rounds {
      let start = clock.now
      _ = try await ask()
      times.append((clock.now - start) / .milliseconds(1))
    }
    return times.sorted()[times.count / 2]
  }
}
