import GRDB
import Model

/// Puts entries into lists and takes them out; keeps every list's count.
struct ListWriter {
  private let db: Database
  private var numbers: [EntryList: ListNumber] = [:]
  private var growth: [EntryList: Int] = [:]

  init(_ db: Database) {
    self.db = db
  }

  mutating func insert(_ entry: EntryID, into lists: some Sequence<EntryList>) throws {
    for list in lists {
      try db.run(
        "INSERT OR IGNORE INTO listing(list_id, entry_id) VALUES (?, ?)",
        [number(of: list).rawValue, entry.rawValue])
      growth[list, default: 0] += db.changesCount
    }
  }

  mutating func remove(_ entry: EntryID, from lists: some Sequence<EntryList>) throws {
    for list in lists {
      try db.run(
        "DELETE FROM listing WHERE list_id = ? AND entry_id = ?",
        [number(of: list).rawValue, entry.rawValue])
      growth[list, default: 0] -= db.changesCount
    }
  }

  mutating func move(
    _ entry: EntryID, from old: Set<EntryList>, to new: Set<EntryList>
  ) throws {
    try remove(entry, from: old.subtracting(new))
    try insert(entry, into: new.subtracting(old))
  }

  /// Writes the counts; to be called once, at the end of the transaction.
  func finish() throws {
    for (list, growth) in growth where growth != 0 {
      let number = ListNumber(list).rawValue
      if growth > 0 {
        try db.run(
          """
          INSERT INTO list(id, key, tag, count) VALUES (?, ?, ?, ?)
          ON CONFLICT(id) DO UPDATE SET count = count + excluded.count
          """, [number, list.key, Self.tag(of: list), growth])
      } else {
        try db.run("UPDATE list SET count = count + ? WHERE id = ?", [growth, number])
        try db.run("DELETE FROM list WHERE id = ? AND count = 0", [number])
      }
    }
  }

  private mutating func number(of list: EntryList) -> ListNumber {
    if let number = numbers[list] { return number }
    let number = ListNumber(list)
    numbers[list] = number
    return number
  }

  /// The tag a list is for, unless it is only a part of the tag's entries.
  private static func tag(of list: EntryList) -> String? {
    guard case .tag(let tag) = list.scope, list.language == nil else { return nil }
    return tag
  }
}
