public import Model

/// Why the store could not do what it was asked to.
public enum StoreError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The database was written by a newer program.
  case newerVersion(path: String, found: String, known: String)
  /// Nothing can be written at `path`.
  case readOnly(path: String, reason: String)
  /// The disk, or the space the database may take, is full.
  case full(path: String)
  case corrupt(path: String, reason: String)
  /// The file is no SQLite database, or one of another program.
  case notADatabase(path: String)
  /// Another process kept the database to itself for too long.
  case busy(path: String)
  /// The origin is written in every id that was given away; it cannot become another one.
  case originSettled(settled: String, asked: String)
  case unknownSource(Source.ID)
  case unknownEntry(EntryID)
  /// The task that asked was cancelled; nothing was written.
  case cancelled
  case failed(path: String, reason: String)

  public var description: String {
    switch self {
    case .newerVersion(let path, let found, let known):
      """
      the database \(path) was written by a newer coopwire (schema \(found), this one knows \
      \(known)); run that version, or restore the backup that was written before its migration
      """
    case .readOnly(let path, let reason):
      """
      the database \(path) cannot be written (\(reason)); give coopwire a directory of its own \
      that it may write to
      """
    case .full(let path):
      "the database \(path) cannot grow, the disk is full; nothing was lost, make room and go on"
    case .corrupt(let path, let reason):
      "the database \(path) is damaged (\(reason)); restore a backup"
    case .notADatabase(let path):
      "\(path) is no database of coopwire; name another file, or move this one away"
    case .busy(let path):
      "the database \(path) is kept busy by another process; stop that process or try again"
    case .originSettled(let settled, let asked):
      """
      this database belongs to \(settled) and cannot change to \(asked), for its actors are known \
      there; set site.url back, or begin with an empty data directory
      """
    case .unknownSource(let id):
      "the store knows no source with the number \(id); reconcile it with the operator's list first"
    case .unknownEntry(let id):
      "the store knows no entry \(id); look at the address of its page again"
    case .cancelled:
      "the task was cancelled before the database answered; nothing was written"
    case .failed(let path, let reason):
      "the database \(path) could not be used: \(reason)"
    }
  }
}
