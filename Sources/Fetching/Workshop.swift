import CLibCurl

/// The requests that wait and the transfers under way; confined to the curl thread.
struct Workshop {
  typealias Instant = ContinuousClock.Instant

  /// What is the same for every request.
  struct Setting: Sendable {
    let userAgent: String
    let policy: AddressPolicy
    let authorities: Authorities
    let width: Int
    let federationWidth: Int
    let pause: Duration

    /// A lane for each reach.
    var lanes: [Request.Reach: Lane] {
      Dictionary(uniqueKeysWithValues: Request.Reach.allCases.map { ($0, lane(for: $0)) })
    }

    private func lane(for reach: Request.Reach) -> Lane {
      switch reach {
      case .feeds: Lane(width: width, perHost: 1, pause: pause)
      // Whoever delivers knows by itself how much goes at a time, and nothing is to wait here as well.
      case .deliveries: Lane(width: 3 * federationWidth, perHost: 2, pause: .zero)
      case .federation, .strangers: Lane(width: federationWidth, perHost: 2, pause: .zero)
      }
    }
  }

  private let multi: CurlMulti
  private let setting: Setting
  private var lanes: [Request.Reach: Lane]
  private var waiting: [UInt64: Ticket] = [:]
  private var transfers: [UInt64: Transfer] = [:]
  private var resting: [String: Instant] = [:]

  init(_ multi: CurlMulti, _ setting: Setting) {
    self.multi = multi
    self.setting = setting
    lanes = setting.lanes
  }

  mutating func accept(_ post: Engine.Post, at now: Instant) {
    for rest in post.rests { putToRest(rest.host, until: rest.until, at: now) }
    for ticket in post.arrivals { enqueue(ticket, at: now) }
    for id in post.withdrawn { withdraw(id, at: now) }
  }

  /// Starts what may start, moves what can move, then waits until there is more to do.
  mutating func work() throws(FetchError) {
    admit(at: .now)
    try multi.perform()
    settle(at: .now)
    expire(at: .now)
    admit(at: .now)
    try multi.wait(atMost: patience(at: .now))
  }

  /// Removes every transfer, answers everyone who still waits, and closes all connections.
  mutating func close(_ error: FetchError) {
    for id in Array(transfers.keys) { end(id, .failure(error), at: .now) }
    for ticket in waiting.values { ticket.reply.resume(returning: .failure(error)) }
    waiting = [:]
    multi.close()
  }

  private mutating func enqueue(_ ticket: Ticket, at now: Instant) {
    if let until = resting[ticket.host], until > now {
      ticket.reply.resume(
        returning: .failure(.resting(host: ticket.errand.address.host, for: until - now)))
      return
    }
    waiting[ticket.id] = ticket
    lanes[ticket.errand.reach]?.enter(ticket.id, for: ticket.host)
  }

  private mutating func withdraw(_ id: UInt64, at now: Instant) {
    guard let ticket = waiting.removeValue(forKey: id) else {
      return end(id, .failure(.cancelled), at: now)
    }
    lanes[ticket.errand.reach]?.withdraw(id)
    ticket.reply.resume(returning: .failure(.cancelled))
  }

  private mutating func putToRest(_ host: String, until: Instant, at now: Instant) {
    resting = resting.filter { $0.value > now }
    resting[host] = max(until, resting[host] ?? until)
    for id in Request.Reach.allCases.flatMap({ lanes[$0]?.clear(host) ?? [] }) {
      guard let ticket = waiting.removeValue(forKey: id) else { continue }
      enqueue(ticket, at: now)
    }
  }

  private mutating func admit(at now: Instant) {
    for reach in Request.Reach.allCases {
      while let id = lanes[reach]?.admit(at: now) { start(id, at: now) }
    }
  }

  private mutating func start(_ id: UInt64, at now: Instant) {
    guard let ticket = waiting.removeValue(forKey: id) else { return }
    do throws(FetchError) {
      let transfer = try Transfer(ticket, policy: setting.policy, at: now)
      try transfer.configure(userAgent: setting.userAgent, authorities: setting.authorities)
      try multi.add(transfer)
      transfers[id] = transfer
    } catch {
      ticket.reply.resume(returning: .failure(error))
      lanes[ticket.errand.reach]?.leave(ticket.host, at: now)
    }
  }

  private mutating func settle(at now: Instant) {
    while let (id, code) = multi.nextDone() {
      guard let transfer = transfers[id] else { continue }
      end(id, transfer.result(code, at: now), at: now)
    }
  }

  private mutating func expire(at now: Instant) {
    for (id, transfer) in transfers {
      guard let deadline = transfer.firstByteDeadline, deadline <= now else { continue }
      end(id, .failure(transfer.lateness), at: now)
    }
  }

  private mutating func end(_ id: UInt64, _ result: Ticket.Result, at now: Instant) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    multi.remove(transfer)
    lanes[transfer.ticket.errand.reach]?.leave(transfer.ticket.host, at: now)
    transfer.ticket.reply.resume(returning: result)
  }

  /// Until the next thing that happens without libcurl knowing of it.
  private func patience(at now: Instant) -> Duration {
    let deadlines = transfers.values.compactMap(\.firstByteDeadline)
    let next = (deadlines + lanes.values.compactMap(\.nextOpening)).min()
    return next.map { min(.seconds(60), max(.zero, $0 - now)) } ?? .seconds(60)
  }
}
