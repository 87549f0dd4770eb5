import Foundation
import GRDB

/// Whom the operator has blocked or silenced.
struct BlockTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  /// The strictest word on an actor or its host.
  func kind(of actor: String, onHost host: String) throws -> Block.Kind? {
    let kinds = [try kind(of: actor), try kind(ofHost: host)].compactMap(\.self)
    return kinds.contains(.block) ? .block : kinds.first
  }

  /// The strictest word on a host: a block of a domain holds for all names below it.
  func kind(ofHost host: String) throws -> Block.Kind? {
    var kinds: [Block.Kind] = []
    for name in Self.domains(of: host) {
      if let kind = try kind(of: name) { kinds.append(kind) }
    }
    return kinds.contains(.block) ? .block : kinds.first
  }

  func kind(of subject: String) throws -> Block.Kind? {
    let kind: String? = try db.value("SELECT kind FROM block WHERE subject = ?", [subject])
    return kind.flatMap(Block.Kind.init)
  }

  func all() throws -> [Block] {
    try db.rows("SELECT subject, kind, since FROM block ORDER BY subject").map { row in
      Block(
        subject: row[0], kind: Block.Kind(rawValue: row[1]) ?? .block,
        since: Date(timeIntervalSince1970: row[2]))
    }
  }

  func put(_ block: Block) throws {
    try db.run(
      "INSERT OR REPLACE INTO block(subject, kind, since) VALUES (?, ?, ?)",
      [block.subject, block.kind.rawValue, block.since.timeIntervalSince1970])
  }

  func remove(_ subject: String) throws {
    try db.run("DELETE FROM block WHERE subject = ?", [subject])
  }

  /// The host as it is written, then without its port, then the domains above it.
  static func domains(of host: String) -> [String] {
    let host = host.lowercased()
    guard !host.hasPrefix("[") else { return [host] }
    let name = host.prefix { $0 != ":" }
    var labels = name.split(separator: ".")
    var domains = host == name ? [] : [host]
    while !labels.isEmpty {
      domains.append(labels.joined(separator: "."))
      labels.removeFirst()
    }
    return domains
  }
}
