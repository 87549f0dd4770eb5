import GRDB
import Synchronization

/// Rings a bell for each commit of new rows in a table.
final class RowWatch: TransactionObserver, Sendable {
  private let table: String
  private let bell: Bell
  private let hasNews = Atomic(false)

  init(_ table: String, _ bell: Bell) {
    self.table = table
    self.bell = bell
  }

  func observes(eventsOfKind kind: DatabaseEventKind) -> Bool {
    if case .insert(let table) = kind { table == self.table } else { false }
  }

  func databaseDidChange(with event: DatabaseEvent) {
    hasNews.store(true, ordering: .relaxed)
  }

  func databaseDidCommit(_ db: Database) {
    if hasNews.exchange(false, ordering: .relaxed) { bell.ring() }
  }

  func databaseDidRollback(_ db: Database) {
    hasNews.store(false, ordering: .relaxed)
  }
}
