import Foundation
import Ingest
import Model

/// How many sources came to which end, and what they brought.
struct OutcomeTable: CustomStringConvertible {
  let description: String

  init(_ outcomes: [Source.ID: Outcome]) {
    let counts = Dictionary(grouping: outcomes.values, by: \.name).mapValues(\.count)
    let rows = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
      .map { Self.row($0.key, $0.value) }
    let harvest = outcomes.values.reduce(into: Outcome.Harvest()) { sum, outcome in
      guard case .updated(let harvest) = outcome else { return }
      sum.new += harvest.new
      sum.edited += harvest.edited
      sum.retold += harvest.retold
    }
    description =
      (["outcome          sources"] + rows + [Self.row("all", outcomes.count), "entries: \(harvest)"])
      .joined(separator: "\n")
  }

  private static func row(_ name: String, _ count: Int) -> String {
    let number = String(count)
    return name.padding(toLength: 16, withPad: " ", startingAt: 0)
      + String(repeating: " ", count: max(8 - number.count, 0)) + number
  }
}
