import Foundation
import GRDB
import Model

/// Brings entries into sight and out of it.
struct Visibility {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func status(of id: EntryID) throws -> EntryStatus {
    let row = try db.row(
      "SELECT removed, due IS NOT NULL OR is_hidden = 1 FROM entry WHERE id = ?", [id.rawValue])
    guard let row else { return .unknown }
    if let removed = row[0] as Int64? { return .removed(Column.date(removed)) }
    return row[1] ? .hidden : .present
  }

  /// Lets entries appear whose time has come, or that somebody tells by now who is not held.
  func releaseDue(now: Date) throws -> Int {
    try appear(entries(dueBy: now), now: now)
  }

  /// Lets the entries appear that were kept back with their source.
  func release(_ source: Source.ID, now: Date) throws -> Int {
    let isTold = "EXISTS (SELECT 1 FROM telling WHERE entry_id = entry.id AND source_id = ?)"
    return try appear(entries(dueBy: now, where: isTold, [source.rawValue]), now: now)
  }

  /// Lets those of the entries appear that may.
  func release(_ ids: [EntryID], now: Date) throws {
    let due = try ids.flatMap { try entries(dueBy: now, where: "entry.id = ?", [$0.rawValue]) }
    _ = try appear(due, now: now)
  }

  /// Entries whose time has come, or that were held, and that somebody tells who may; those that the operator
  /// hides wait on.
  private func entries(
    dueBy now: Date, where condition: String = "1", _ arguments: StatementArguments = []
  ) throws -> [EntryID] {
    let spans: [StatementArguments] = [
      [Int64.min, Column.seconds(now)], [Column.untilReleased, Column.untilReleased],
    ]
    return try spans.flatMap { span in
      let ids: [Int64] = try db.values(
        """
        SELECT id FROM entry
        WHERE due IS NOT NULL AND due >= ? AND due <= ? AND is_hidden = 0 AND \(condition)
          AND \(FreeTellers.exist)
        ORDER BY due, id
        """, span + arguments)
      return ids.map(EntryID.init)
    }
  }

  /// Shows entries, and has them told like new ones by whoever shows them.
  ///
  /// Those that came with their source's first document, or with a rebuilt site, were never to be told.
  private func appear(_ ids: [EntryID], now: Date) throws -> Int {
    guard !ids.isEmpty else { return 0 }
    var mover = try EntryMover(db)
    var bySource: [Source.ID: [Newcomer]] = [:]
    for id in ids {
      let newcomer = try newcomer(id)
      try mover.change(id) {
        try handOver(id, now: now)
        try db.run("UPDATE entry SET due = NULL WHERE id = ?", [id.rawValue])
      }
      let entry = try ListedEntry(id, db)
      guard let newcomer, try mover.mayBeTold(entry) else { continue }
      bySource[entry.author, default: []].append(newcomer)
    }
    for (source, newcomers) in bySource.sorted(by: { $0.key < $1.key }) {
      try announce(newcomers, of: source, by: mover.standing(of: source), now: now)
    }
    try mover.finish()
    return ids.count
  }

  /// Leaves an entry whose source is held, or not listed any more, to another that tells it.
  private func handOver(_ id: EntryID, now: Date) throws {
    let tellers = FreeTellers(db)
    if let former = try tellers.keeper(of: id), let heir = try tellers.first(of: id) {
      try NativeWriter(db).show(heir, at: id, now: now)
      try FederatedTable(db).pass(id, from: former, to: heir)
    }
    // There is no post yet that would have to keep its author.
    try FederatedTable(db).forgetAuthor(of: id)
  }

  /// An entry that is to be told when it appears.
  private struct Newcomer {
    let id: EntryID
    /// Since when it is news: what was dated ahead, since that date.
    let date: Date
  }

  private func newcomer(_ id: EntryID) throws -> Newcomer? {
    let row = try db.row(
      """
      SELECT published, iif(due = ?, NULL, due) FROM entry
        LEFT JOIN federated ON federated.entry_id = entry.id
      WHERE entry.id = ? AND ifnull(is_silent, 0) = 0
      """, [Column.untilReleased, id.rawValue])
    return row.map { row in
      Newcomer(id: id, date: Column.date(max(row[0], row[1] as Int64? ?? .min)))
    }
  }

  private func announce(
    _ newcomers: [Newcomer], of source: Source.ID, by author: Standing, now: Date
  ) throws {
    let writer = try AnnouncementWriter(db)
    let recent = try RecentPostsReader(db).recent(of: source, now: now)
    let control = FloodControl(recent: recent, interval: 0, now: now)
    let publicity = control.publicity(ofEntriesPublished: newcomers.map(\.date))
    for (newcomer, publicity) in zip(newcomers, publicity) {
      try writer.tell(newcomer.id, by: author, publicity)
    }
  }

  /// Boosts of a hidden entry are taken back; its author's post stays where it is, out of sight, and whatever
  /// is still to be told waits.
  func hide(_ id: EntryID, now: Date) throws -> EntryChange {
    let (isHidden, obstacle) = try sight(of: id)
    guard !isHidden, obstacle != .removed else {
      return EntryChange(isChanged: false, obstacle: obstacle)
    }
    var mover = try EntryMover(db)
    let author = try mover.standing(of: ListedEntry(id, db).author)
    try AnnouncementWriter(db).withdrawBoosts(of: id, by: author, now: now)
    try set(isHidden: true, id, &mover)
    return EntryChange(isChanged: true, obstacle: obstacle)
  }

  func show(_ id: EntryID, now: Date) throws -> EntryChange {
    let (isHidden, obstacle) = try sight(of: id)
    guard isHidden, obstacle != .removed else {
      return EntryChange(isChanged: false, obstacle: obstacle)
    }
    var mover = try EntryMover(db)
    try set(isHidden: false, id, &mover)
    let published: Int64? = try db.value(
      "SELECT published FROM entry WHERE id = ?", [id.rawValue])
    try AnnouncementWriter(db).resume(id, published: Column.date(published ?? 0), now: now)
    try release([id], now: now)
    return EntryChange(isChanged: true, obstacle: try sight(of: id).1)
  }

  private func set(isHidden: Bool, _ id: EntryID, _ mover: inout EntryMover) throws {
    try mover.change(id) {
      try db.run("UPDATE entry SET is_hidden = ? WHERE id = ?", [isHidden, id.rawValue])
    }
    try mover.finish()
  }

  /// Whether the operator has hidden an entry, and what else keeps it out of sight.
  private func sight(of id: EntryID) throws -> (isHidden: Bool, EntryObstacle?) {
    let row = try db.row(
      "SELECT is_hidden, removed IS NOT NULL, due FROM entry WHERE id = ?", [id.rawValue])
    guard let row else { throw StoreError.unknownEntry(id) }
    let obstacle: EntryObstacle? =
      switch (row[1] as Bool, row[2] as Int64?) {
      case (true, _): .removed
      case (_, Column.untilReleased): .held
      case (_, Column.untilListed): .unlisted
      case (_, let due?): .dated(Column.date(due))
      case (_, nil): nil
      }
    return (row[0], obstacle)
  }

  /// Empties the entry's row and forgets who told it; the number, the name and the keys stay taken.
  func remove(_ id: EntryID, now: Date) throws {
    guard case .removed = try status(of: id) else { return try erase(id, now: now) }
  }

  private func erase(_ id: EntryID, now: Date) throws {
    var mover = try EntryMover(db)
    try AnnouncementWriter(db).withdraw(id, now: now)
    try AbsenceTable(db).remove(id)
    try mover.change(id, rewords: true) {
      try db.run("DELETE FROM telling WHERE entry_id = ?", [id.rawValue])
      try db.run(
        """
        UPDATE entry SET removed = ?, due = NULL, url = NULL, external_url = NULL,
          image_url = NULL, comments_url = NULL, rights = NULL, authors = NULL,
          categories = NULL, enclosures = NULL, title = '', excerpt = '', text = '',
          content = NULL
        WHERE id = ?
        """, [Column.seconds(now), id.rawValue])
    }
    try mover.finish()
    try Counter(.entries, db).add(-1)
  }
}
