import Foundation
import GRDB
import Model

/// Writes what a document of one source changes.
struct ChangeWriter {
  private let source: Source.ID
  /// What the feed says it is written in.
  private let feedLanguage: String?
  private let now: Date
  private let natives: [String: String]
  private let isSearchable: Bool
  private let standing: Standing
  private let entries: EntryTable
  private let tellings: TellingTable
  private let db: Database
  private let announcements: AnnouncementWriter
  private var mover: EntryMover
  /// Entries that were kept back with another source, or waited in vain, until this one told them.
  private var freed: [EntryID] = []
  /// Whether nothing of the document is told.
  private let isQuiet: Bool

  /// Gives the numbers of the new entries, in order.
  static func write(
    _ changes: Changes, of reading: Reading, _ db: Database
  ) throws -> [EntryID] {
    var writer = try ChangeWriter(reading, isQuiet: changes.isQuiet, db)
    return try writer.write(changes)
  }

  private init(_ reading: Reading, isQuiet: Bool, _ db: Database) throws {
    self.isQuiet = isQuiet
    source = reading.question.source
    feedLanguage = reading.profile.language
    now = reading.now
    natives = reading.natives
    isSearchable = reading.isSearchable
    entries = EntryTable(db)
    tellings = TellingTable(of: source, db)
    self.db = db
    announcements = try AnnouncementWriter(db)
    mover = try EntryMover(db)
    standing = try mover.standing(of: source)
  }

  private mutating func write(_ changes: Changes) throws -> [EntryID] {
    let inserted = try changes.new.map { try insert($0) }
    for alias in changes.aliases { try tellings.know(alias.entry, by: alias.key) }
    for retelling in changes.retold { try add(retelling) }
    for edit in changes.edited { try apply(edit) }
    if let hold = changes.hold {
      try HoldTable(db).hold(source, reason: hold.description, now: now)
    }
    try Counter(.entries, db).add(inserted.count)
    try mover.finish()
    try Visibility(db).release(freed, now: now)
    return inserted
  }

  private mutating func insert(_ new: Changes.New) throws -> EntryID {
    let language = language(of: new.arrival)
    let id = try entries.insert(
      new, of: source, language: language, feedLanguage: feedLanguage, now: now)
    let native = self.native(of: new.arrival)
    try tellings.insert(
      new.arrival, linkKey: new.linkKey, at: id, by: native, isShown: true, now: now)
    try tellings.know(id, by: new.key)
    if let native { try FederatedTable(db).setNative(native, of: id) }
    try FederatedTable(db).setSearchable(isSearchable, id)
    guard new.placement.due == nil, !new.isHeld else {
      try FederatedTable(db).setSilent(isQuiet || new.isBackfill || !new.isListed, id)
      return id
    }
    let lists = Membership.lists(
      language: language, categories: new.arrival.entry.categories, isListed: new.isListed,
      teller: standing.membership)
    let outboxes = Membership.outboxes(
      of: standing.membership, isListed: new.isListed, isNative: native != nil)
    try mover.appear(id, in: lists + outboxes)
    try announcements.tell(id, by: standing, new.publicity)
    return id
  }

  /// Whoever tells what is out of sight because nobody else may tell it, tells it from now on.
  private mutating func add(_ retelling: Changes.Retelling) throws {
    let id = retelling.entry
    let isLeft = try Retirement(db).hides(id)
    let former = try FreeTellers(db).keeper(of: id)
    let takesOver = retelling.takesOver || isLeft || former != nil
    try tellings.know(id, by: retelling.key)
    if takesOver { try FederatedTable(db).keepAuthor(of: id) }
    try mover.change(id, rewords: takesOver) { [self] in
      let native = native(of: retelling.arrival)
      try tellings.insert(
        retelling.arrival, linkKey: retelling.linkKey, at: id, by: native, isShown: false, now: now)
      try FederatedTable(db).leave(id, to: native)
      guard takesOver else { return }
      try tellings.show(id)
      try show(retelling.arrival, at: id)
      if isLeft { try db.run("UPDATE entry SET due = NULL WHERE id = ?", [id.rawValue]) }
      guard let former else { return }
      try FederatedTable(db).pass(id, from: former, to: source)
      try FederatedTable(db).setSilent(isQuiet || retelling.isBackfill, id)
    }
    if former != nil { freed.append(id) }
    guard takesOver else { return }
    guard try mover.mayBeTold(ListedEntry(id, db)) else {
      return try announcements.withdraw(id, now: now)
    }
    try announceEdit(of: id)
  }

  private mutating func apply(_ edit: Changes.Edit) throws {
    try tellings.edit(edit.arrival, linkKey: edit.linkKey, at: edit.entry)
    guard try tellings.isShown(edit.entry) else { return }
    try mover.change(edit.entry, rewords: true) { [self] in
      try show(edit.arrival, at: edit.entry)
    }
    try announceEdit(of: edit.entry)
  }

  private mutating func announceEdit(of id: EntryID) throws {
    guard !isQuiet else { return }
    let author = try mover.standing(of: ListedEntry(id, db).author)
    try announcements.edit(id, by: author, now: now)
  }

  private func native(of arrival: Arrival) -> NativeID? {
    arrival.guid.flatMap { id in natives[id].map { NativeID(id: id, author: $0) } }
  }

  private func show(_ arrival: Arrival, at id: EntryID) throws {
    try FederatedTable(db).setSearchable(isSearchable, id)
    try entries.show(
      arrival, at: id, of: source, language: language(of: arrival), feedLanguage: feedLanguage,
      now: now)
  }

  private func language(of arrival: Arrival) -> String? {
    standing.language(told: arrival.entry.language, feed: feedLanguage)
  }
}
