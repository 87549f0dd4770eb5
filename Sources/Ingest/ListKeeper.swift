public import Feeds
public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Keeps the sources as `feeds.opml` says, and takes in every change of it without a restart.
///
/// A list that cannot be read, or that suddenly lost half of its sources, changes nothing: the last
/// good set stays in force until the file is mended or the cut confirmed (aggregation rule 4.10).
public struct ListKeeper: Service {
  private let path: String
  private let store: Store
  private let schedule: RefreshSchedule
  private let logger: Logger
  private let now: @Sendable () -> Date

  public init(
    path: String, store: Store, schedule: RefreshSchedule, logger: Logger,
    now: @escaping @Sendable () -> Date
  ) {
    self.path = path
    self.store = store
    self.schedule = schedule
    self.logger = logger
    self.now = now
  }

  /// Reads the list and makes the store agree with it.
  ///
  /// - Parameter confirmsCut: takes the list even when it lost most of its sources.
  /// - Throws: `ListError` where the last good set stays in force; `StoreError`.
  @discardableResult
  public func load(confirmsCut: Bool = false) async throws -> Reconciliation {
    let list = try read()
    let known = try await store.sources().filter { $0.retired == nil }.map(\.subscription)
    let change = ListChange(from: known, to: list.subscriptions)
    if change.isSuspiciousCut, !confirmsCut {
      throw ListError.suspiciousCut(path: path, from: known.count, to: list.subscriptions.count)
    }
    for trouble in list.troubles { logger.warning("\(path), \(trouble)") }
    let schedule = schedule
    let now = now()
    return try await store.reconcile(with: list, now: now) { source, count in
      schedule.firstCheck(of: source, among: count, now: now)
    }
  }

  /// Reads the list and changes nothing.
  public func read() throws(ListError) -> SubscriptionList {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path)
    }
    do {
      return try OPMLReader.read(Array(bytes))
    } catch {
      throw .broken(path: path, error)
    }
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown { await watch() }
  }

  /// Looks every other second whether the file is another one than before.
  private func watch() async {
    var seen = Stamp(of: path)
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(2))
      let stamp = Stamp(of: path)
      guard stamp != seen else { continue }
      seen = stamp
      await reload()
    }
  }

  /// Takes the list in, or says in the log why not.
  public func reload() async {
    do {
      let change = try await load()
      logger.info("\(path) taken in: \(change.summary)")
    } catch {
      logger.error("\(error); the sources stay as they were")
    }
  }

  /// What tells one state of a file from another without reading it.
  private struct Stamp: Equatable {
    var modified: Date?
    var size: Int?
    var number: Int?

    init(of path: String) {
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      modified = attributes?[.modificationDate] as? Date
      size = attributes?[.size] as? Int
      number = attributes?[.systemFileNumber] as? Int
    }
  }
}

extension Reconciliation {
  fileprivate var summary: String {
    "\(added.count) added, \(retired.count) retired, \(returned.count) back, \(changed.count) changed"
  }
}

/// Why the operator's list was not taken in.
public enum ListError: Error, Sendable, CustomStringConvertible {
  case unreadable(path: String)
  case broken(path: String, OPMLError)
  case suspiciousCut(path: String, from: Int, to: Int)

  public var description: String {
    switch self {
    case .unreadable(let path):
      "\(path): no list of sources could be read there; write one, or name another with --opml"
    case .broken(let path, let error):
      "\(path): \(error)"
    case .suspiciousCut(let path, let from, let to):
      """
      \(path): only \(to) of \(from) sources are left, which may be an accident; \
      if it is meant, take them out in steps of no more than half
      """
    }
  }
}
