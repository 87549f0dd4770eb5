import Foundation
import GRDB
import Model

/// Writes down what came of deliveries.
struct DeliveryRecorder {
  private let now: Date
  private let deliveries: DeliveryTable
  private let hosts: HostTable
  private let queue: QueueTable
  private let blocks: BlockTable
  private var successors: [Int64: [Int64]] = [:]
  private var circuits: [String: (former: HostCircuit, current: HostCircuit)] = [:]

  /// How old the note of a host's last success may be.
  private static let precision: TimeInterval = 3600

  init(now: Date, _ db: Database) {
    self.now = now
    deliveries = DeliveryTable(db)
    hosts = HostTable(db)
    queue = QueueTable(db)
    blocks = BlockTable(db)
  }

  mutating func write(_ results: [DeliveryResult]) throws {
    for result in results {
      try end(result)
      try hear(result)
      if let scheme = result.scheme {
        let host = result.delivery.inbox.host
        try hosts.setScheme(scheme.name, until: scheme.until, of: host, now: now)
      }
    }
    for (host, circuit) in circuits { try write(circuit.current, after: circuit.former, of: host) }
  }

  private mutating func end(_ result: DeliveryResult) throws {
    let delivery = result.delivery
    switch result.verdict {
    case .delivered: try deliveries.remove(delivery)
    case .retry(let date):
      // It was under way when the operator blocked its host.
      guard try blocks.kind(ofHost: delivery.inbox.host) == .block else {
        return try deliveries.end(result, next: date)
      }
      try deliveries.remove(delivery)
    case .untried(let date):
      return try deliveries.postpone(delivery, until: date.timeIntervalSince1970)
    case .failed: try deliveries.end(result, next: nil)
    case .redirected(let inboxes):
      try deliveries.remove(delivery)
      for inbox in inboxes { try deliveries.insert(delivery.activity, to: inbox, due: now) }
    }
    let later = try successors[delivery.activity] ?? queue.later(than: delivery.activity)
    successors[delivery.activity] = later
    try deliveries.wakeSuccessors(later, at: delivery.inbox, now: now)
  }

  private mutating func hear(_ result: DeliveryResult) throws {
    let host = result.delivery.inbox.host
    guard result.host != .none else { return }
    let former = try circuits[host]?.former ?? hosts.circuit(of: host)
    var current = circuits[host]?.current ?? former
    switch result.host {
    case .none: break
    case .spoke: current.succeed(now: now)
    case .failed: current.fail(result.reason ?? "it did not answer", now: now)
    case .resting(let until): current.rest(until: until)
    }
    circuits[host] = (former, current)
  }

  private func write(
    _ current: HostCircuit, after former: HostCircuit, of host: String
  ) throws {
    let isUsual = former.failingSince == nil && current.failingSince == nil
    let isFresh =
      former.lastSuccess.map { now.timeIntervalSince($0) < Self.precision } ?? false
    if isUsual, isFresh, former.openUntil == current.openUntil { return }
    try hosts.write(current, of: host, now: now)
    if former.isProbed, !current.isProbed { try hosts.wake(host, now: now) }
  }
}
