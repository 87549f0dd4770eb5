import Foundation
import GRDB
import Model

/// Takes entries out of sight whose sources have left the operator's list, and brings them back.
///
/// A month after the last source left that tells them; their boosts stay (aggregation rule 4.8, federation
/// rule 1.6).
struct Retirement {
  private let db: Database

  private static let grace: TimeInterval = 30 * 86_400
  /// Whether all left the list long ago who tell an entry.
  private static let isOver = """
    NOT EXISTS (
      SELECT 1 FROM telling CROSS JOIN source ON source.id = telling.source_id
      WHERE telling.entry_id = entry.id AND (retired IS NULL OR retired > ?))
    """

  init(_ db: Database) {
    self.db = db
  }

  /// Hides what is over; gives how many entries that were.
  func hide(limit: Int, now: Date) throws -> Int {
    let before = now.addingTimeInterval(-Self.grace).timeIntervalSince1970
    var mover = try EntryMover(db)
    var count = 0
    while count < limit, let source = try next(before: before) {
      let entries = try entries(of: source, before: before, limit: limit - count)
      for entry in entries { try place(entry, due: Column.untilListed, &mover) }
      count += entries.count
      if entries.isEmpty {
        try db.run(
          "UPDATE source SET hidden = ? WHERE id = ?", [now.timeIntervalSince1970, source])
      }
    }
    try mover.finish()
    return count
  }

  /// Takes an entry out of sight where nobody is left who is listed, or was until lately.
  func hide(_ entry: EntryID, now: Date) throws {
    let before = now.addingTimeInterval(-Self.grace).timeIntervalSince1970
    try db.run(
      "UPDATE entry SET due = ? WHERE id = ? AND due IS NULL AND \(Self.isOver)",
      [Column.untilListed, entry.rawValue, before])
  }

  /// Shows what was hidden of a source that is listed again.
  func end(of source: Source.ID) throws {
    try db.run("UPDATE source SET hidden = NULL WHERE id = ?", [source.rawValue])
    let entries: [Int64] = try db.values(
      """
      SELECT telling.entry_id FROM telling CROSS JOIN entry ON entry.id = telling.entry_id
      WHERE telling.source_id = ? AND due = ?
      """, [source.rawValue, Column.untilListed])
    guard !entries.isEmpty else { return }
    var mover = try EntryMover(db)
    for entry in entries { try place(entry, due: nil, &mover) }
    try mover.finish()
  }

  func hides(_ entry: EntryID) throws -> Bool {
    try db.exists(
      "SELECT 1 FROM entry WHERE id = ? AND due = ?", [entry.rawValue, Column.untilListed])
  }

  private func place(_ entry: Int64, due: Int64?, _ mover: inout EntryMover) throws {
    try mover.change(EntryID(rawValue: entry)) {
      try db.run("UPDATE entry SET due = ? WHERE id = ?", [due, entry])
    }
  }

  private func next(before: Double) throws -> Int64? {
    try db.value(
      """
      SELECT id FROM source WHERE retired <= ? AND hidden IS NULL ORDER BY retired LIMIT 1
      """, [before])
  }

  /// What nobody tells who is listed, or was until lately.
  private func entries(of source: Int64, before: Double, limit: Int) throws -> [Int64] {
    try db.values(
      """
      SELECT telling.entry_id FROM telling CROSS JOIN entry ON entry.id = telling.entry_id
      WHERE telling.source_id = ? AND due IS NULL AND removed IS NULL AND \(Self.isOver)
      LIMIT ?
      """, [source, before, limit])
  }
}
