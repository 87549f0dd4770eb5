/// Whose turn it is: judges, by host and by time, which of the waiting requests may start.
///
/// Pure: no clock, no thread, no socket. Every operation takes constant time on average, however
/// many requests wait.
struct Lane {
  typealias Instant = ContinuousClock.Instant

  private struct Line {
    var waiting = Queue<UInt64>()
    var inFlight = 0
    /// Whether the host stands in `ready` or `pausing`; never in both, never twice.
    var isScheduled = false
  }

  /// The most requests in flight altogether.
  let width: Int
  /// The most requests in flight to one host.
  let perHost: Int
  /// The least time between the end of one request to a host and the start of the next.
  let pause: Duration

  private var lines: [String: Line] = [:]
  private var ready = Queue<String>()
  /// Ordered by time, for the pause is always the same.
  private var pausing = Queue<(opens: Instant, host: String)>()
  private var inFlight = 0
  /// Those who went before it was their turn; they are passed over then.
  private var withdrawn: Set<UInt64> = []

  init(width: Int, perHost: Int, pause: Duration) {
    self.width = width
    self.perHost = perHost
    self.pause = pause
  }

  /// When a pause ends; before that nothing changes by itself.
  var nextOpening: Instant? { pausing.first?.opens }
  /// How many hosts are remembered.
  var hostCount: Int { lines.count }

  mutating func enter(_ id: UInt64, for host: String) {
    lines[host, default: Line()].waiting.append(id)
    schedule(host)
  }

  /// Gives the next request that may start its turn; `leave` must follow when it is over.
  mutating func admit(at now: Instant) -> UInt64? {
    while let next = pausing.first, next.opens <= now {
      _ = pausing.popFirst()
      lines[next.host]?.isScheduled = false
      schedule(next.host)
    }
    while inFlight < width, let host = ready.popFirst() {
      lines[host]?.isScheduled = false
      defer { schedule(host) }
      guard let id = nextWaiting(for: host) else { continue }
      lines[host]?.inFlight += 1
      inFlight += 1
      return id
    }
    return nil
  }

  mutating func leave(_ host: String, at now: Instant) {
    lines[host]?.inFlight -= 1
    inFlight -= 1
    if pause > .zero, lines[host]?.isScheduled == false {
      lines[host]?.isScheduled = true
      pausing.append((now + pause, host))
    } else {
      schedule(host)
    }
  }

  /// Takes back a request that has entered and was not admitted yet.
  mutating func withdraw(_ id: UInt64) {
    withdrawn.insert(id)
  }

  /// Sends away everyone who waits for a host.
  mutating func clear(_ host: String) -> [UInt64] {
    var ids: [UInt64] = []
    while let id = nextWaiting(for: host) { ids.append(id) }
    return ids
  }

  private mutating func nextWaiting(for host: String) -> UInt64? {
    while let id = lines[host]?.waiting.popFirst() {
      if withdrawn.remove(id) == nil { return id }
    }
    return nil
  }

  /// Puts a host that has work and room among the ready ones, and forgets one that has neither.
  private mutating func schedule(_ host: String) {
    guard let line = lines[host], !line.isScheduled else { return }
    if line.waiting.isEmpty {
      if line.inFlight == 0 { lines[host] = nil }
    } else if line.inFlight < perHost {
      lines[host]?.isScheduled = true
      ready.append(host)
    }
  }
}
