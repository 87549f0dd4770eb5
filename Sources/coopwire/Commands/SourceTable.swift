import Foundation
import Model

/// The sources, one a line: name, state, and the reason for it.
struct SourceTable: CustomStringConvertible {
  let description: String

  init(_ sources: [Source], now: Date) {
    let rows = sources.map { source in
      let health = Health(of: source, now: now)
      return [source.handle, health.rawValue, Self.reasons(source, health).joined(separator: "; ")]
    }
    let all = [["source", "state", "why"]] + rows
    let widths = (0..<2).map { column in all.map { $0[column].count }.max() ?? 0 }
    description = all.map { row in
      zip(row, widths).map { $0.padded(to: $1 + 2) }.joined() + row[2]
    }.joined(separator: "\n")
  }

  private static func reasons(_ source: Source, _ health: Health) -> [String] {
    let state = source.state
    let told = source.subscription.shownAddress
    let moved = state.movedTo.map { "it has moved to \($0), change its line in the list" }
    return [
      meaning(of: health, source), obstacle(of: source), trouble(source, health), moved, told,
    ].compactMap(\.self)
  }

  private static func obstacle(of source: Source) -> String? {
    switch source.obstacle {
    case .held(let reason): reason
    case .optedOut(let reason): "not mirrored on the Fediverse: \(reason)"
    case nil: nil
    }
  }

  /// What the one word stands for.
  private static func meaning(of health: Health, _ source: Source) -> String? {
    let state = source.state
    switch health {
    case .waiting where source.isFollowed: return "told by its account, which has told nothing yet"
    case .waiting: return "not asked yet, due \(date(state.nextCheck))"
    case .active: return state.lastSuccess.map { "last answer \(date($0))" }
    case .idle: return state.newestEntry.map { "answers, and tells nothing new since \(day($0))" }
    case .warn where state.lastSuccess == nil: return "has never answered"
    case .warn: return "failed \(state.failures) times in a row"
    case .failing, .dead: return state.failingSince.map { "fails since \(day($0))" }
    case .gone: return state.goneSince.map { "taken away by its publisher on \(day($0))" }
    case .paused: return "paused by coop:paused"
    case .held: return "its new entries wait for 'coopwire feeds release \(source.handle)'"
    case .retired:
      return source.retired.map {
        "not in the list since \(day($0)), its entries are hidden 30 days later"
      }
    }
  }

  private static func trouble(_ source: Source, _ health: Health) -> String? {
    [.paused, .retired].contains(health) ? nil : source.state.failure?.reason
  }

  private static func date(_ date: Date) -> String { date.formatted(.iso8601) }

  private static func day(_ date: Date) -> String {
    date.formatted(.iso8601.year().month().day())
  }
}
