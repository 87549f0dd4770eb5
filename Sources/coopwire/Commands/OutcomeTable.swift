import Ingest
import Model

/// How many sources came to which end, and what they brought.
struct OutcomeTable: CustomStringConvertible {
  private let outcomes: [Outcome]
  /// How many sources are to be asked at all.
  private let listed: Int

  init(_ outcomes: [Source.ID: Outcome], among listed: Int) {
    self.outcomes = Array(outcomes.values)
    self.listed = listed
  }

  var hasFailures: Bool { outcomes.contains(where: \.isFailure) }

  var description: String {
    guard listed > 0 else { return "there is no source to ask; list some, or unpause them" }
    if !outcomes.isEmpty, outcomes.allSatisfy({ $0 == .skipped }) {
      return "every source was asked less than ten minutes ago; try again later"
    }
    let others = listed - outcomes.count
    let remark =
      others > 0 ? ["\(others) of \(listed) sources are being asked by another process"] : []
    return ((outcomes.isEmpty ? [] : table) + remark).joined(separator: "\n")
  }

  private var table: [String] {
    let counts = Dictionary(grouping: outcomes, by: \.name).mapValues(\.count)
    let rows = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    return [Self.row("outcome", "sources")]
      + (rows.map { ($0.key, $0.value) } + [("all", outcomes.count)])
      .map { Self.row($0.0, "\($0.1)") } + ["entries: \(harvest)"]
  }

  private var harvest: Outcome.Harvest {
    outcomes.reduce(into: Outcome.Harvest()) { sum, outcome in
      guard case .updated(let harvest) = outcome else { return }
      sum.new += harvest.new
      sum.edited += harvest.edited
      sum.retold += harvest.retold
    }
  }

  private static func row(_ name: String, _ count: String) -> String {
    name.padded(to: 16) + count.indented(to: 8)
  }
}
