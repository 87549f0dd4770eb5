import Foundation
import GRDB
import Model

/// The sources, each with its state.
struct SourceTable {
  private let db: Database

  private static let columns = """
    SELECT id, handle, added, retired, next_check, subscription, profile, state, hold.reason,
      opt_out.reason
    FROM source LEFT JOIN hold ON hold.source_id = id LEFT JOIN opt_out ON opt_out.source_id = id
    WHERE 
    """

  init(_ db: Database) {
    self.db = db
  }

  /// In the order of the operator's list, retired ones last.
  func all() throws -> [Source] {
    let sources = try db.rows(Self.columns + "position >= 0 ORDER BY position").map(Self.source)
    return sources.filter { $0.retired == nil } + sources.filter { $0.retired != nil }
  }

  /// Those that are accounts of the Fediverse; their addresses begin with that scheme.
  func accounts() throws -> [Source] {
    try db.rows(Self.columns + "address >= 'acct:' AND address < 'acct;'").map(Self.source)
  }

  func source(_ id: Source.ID) throws -> Source? {
    try db.row(Self.columns + "id = ?", [id.rawValue]).map(Self.source)
  }

  func source(handle: String) throws -> Source? {
    try db.row(Self.columns + "handle = ?", [handle]).map(Self.source)
  }

  /// Where a source stands in the operator's list.
  typealias Place = (id: Source.ID, position: Int)

  /// The place of each source, by its address in the compared form.
  func places() throws -> [String: Place] {
    let rows = try db.rows("SELECT address, id, position FROM source WHERE id > 0")
    return Dictionary(
      rows.map { ($0[0], (Source.ID(rawValue: $0[1]), $0[2])) }, uniquingKeysWith: { $1 })
  }

  /// What the operator's list says of a source, and the name of its actor.
  func subscription(of id: Source.ID) throws -> (handle: String, Subscription)? {
    let row = try db.row("SELECT handle, subscription FROM source WHERE id = ?", [id.rawValue])
    return try row.map { ($0[0], try Column.value(json: $0[1])) }
  }

  func profile(of id: Source.ID) throws -> SourceProfile? {
    let json: String? = try db.value("SELECT profile FROM source WHERE id = ?", [id.rawValue])
    return try json.map { try Column.value(json: $0) }
  }

  /// Writes a source that is new, at its place in the operator's list.
  func insert(_ source: Source, address: String, position: Int) throws {
    try db.run(
      """
      INSERT INTO source(
        id, address, handle, position, added, is_asked, shows, next_check, subscription, profile,
        state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        source.id.rawValue, address, source.handle, position, source.added.timeIntervalSince1970,
        source.isAsked, source.subscription.content.rawValue,
        source.state.nextCheck.timeIntervalSince1970, Column.json(source.subscription),
        Column.json(source.profile), Column.json(source.state),
      ])
  }

  /// Writes what the operator's list says of a source that is known; `nil` leaves its address.
  func update(_ source: Source, position: Int, address: String? = nil) throws {
    try db.run(
      """
      UPDATE source SET address = ifnull(?, address), position = ?, retired = ?, is_asked = ?,
        shows = ?, subscription = ?
      WHERE id = ?
      """,
      [
        address, position, source.retired?.timeIntervalSince1970, source.isAsked,
        source.subscription.content.rawValue, Column.json(source.subscription),
        source.id.rawValue,
      ])
    try setState(source.state, of: source.id)
  }

  func setState(_ state: FetchState, of id: Source.ID) throws {
    try db.run(
      "UPDATE source SET next_check = ?, state = ? WHERE id = ?",
      [state.nextCheck.timeIntervalSince1970, Column.json(state), id.rawValue])
    guard db.changesCount > 0 else { throw StoreError.unknownSource(id) }
  }

  /// Has the document that was read last be read once more.
  ///
  /// - Parameter now: then it is asked for at once; else when it is due.
  func readAnew(_ id: Source.ID, now: Date? = nil) throws {
    guard var state = try source(id)?.state else { return }
    state.validators = FetchState.Validators()
    state.bodyDigest = nil
    if let now { state.nextCheck = min(state.nextCheck, now) }
    try setState(state, of: id)
  }

  /// Writes what a feed says of itself; gives whether it says something new.
  func setProfile(_ profile: SourceProfile, of id: Source.ID) throws -> Bool {
    let json = try Column.json(profile)
    try db.run(
      "UPDATE source SET profile = ? WHERE id = ? AND profile <> ?", [json, id.rawValue, json])
    return db.changesCount > 0
  }

  func isListed(_ id: Source.ID) throws -> Bool {
    try db.exists("SELECT 1 FROM source WHERE id = ? AND retired IS NULL", [id.rawValue])
  }

  func listedCount() throws -> Int {
    try db.value("SELECT count(*) FROM source WHERE id > 0 AND retired IS NULL") ?? 0
  }

  func entryCount(of id: Source.ID, since: Date) throws -> Int {
    let sql = "SELECT count(*) FROM telling WHERE source_id = ? AND first_seen >= ?"
    return try db.value(sql, [id.rawValue, Column.seconds(since)]) ?? 0
  }

  private static func source(_ row: Row) throws -> Source {
    var state = try Column.value(FetchState.self, json: row[7])
    state.nextCheck = Date(timeIntervalSince1970: row[4])
    var source = Source(
      id: Source.ID(rawValue: row[0]), subscription: try Column.value(json: row[5]),
      handle: row[1], added: Date(timeIntervalSince1970: row[2]),
      retired: (row[3] as Double?).map { Date(timeIntervalSince1970: $0) },
      profile: try Column.value(json: row[6]), state: state)
    if let reason = row[9] as String? {
      source.obstacle = .optedOut(reason: reason)
    } else if let reason = row[8] as String? {
      source.obstacle = .held(reason: reason)
    }
    return source
  }
}
