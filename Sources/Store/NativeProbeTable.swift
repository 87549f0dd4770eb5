import Foundation
import GRDB
import Model

/// What looking for posts behind articles has brought.
struct NativeProbeTable {
  private let db: Database

  init(_ db: Database) {
    self.db = db
  }

  func probe(of source: Source.ID) throws -> NativeProbe? {
    try db.row(
      "SELECT is_native, next_check FROM native_probe WHERE source_id = ?", [source.rawValue]
    ).map { NativeProbe(isNative: $0[0], nextCheck: Date(timeIntervalSince1970: $0[1])) }
  }

  func put(_ probe: NativeProbe, of source: Source.ID) throws {
    try db.run(
      "INSERT OR REPLACE INTO native_probe(source_id, is_native, next_check) VALUES (?, ?, ?)",
      [source.rawValue, probe.isNative, probe.nextCheck.timeIntervalSince1970])
  }
}
