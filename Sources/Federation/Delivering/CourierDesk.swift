import Store

import struct Foundation.Date

/// What the courier has at hand: deliveries that wait for their turn, and how many are on the road.
///
/// Hosts that are slow, or of which nothing is known yet, share half of the road, however many they are, and
/// one that becomes slow while it is waited for makes room for those that are not; so hosts that keep us
/// waiting, on purpose or not, hold up those who answer for seconds at most.
///
/// Pure: no clock, no store, no socket.
struct CourierDesk {
  /// A delivery with what it carries.
  struct Parcel: Sendable {
    var delivery: Delivery
    var activity: OutgoingActivity
    /// How signatures are written for the host, where that is known.
    var scheme: String?
    /// When it was handed out.
    var claimed: Date
  }

  private struct Line {
    var waiting: [Parcel] = []
    var isReady = false
    var onTheRoad = 0
    var isQuick = false
  }

  /// The most deliveries on the road, but for those that turn out to be slow.
  let width: Int
  /// The most of them to one host.
  let perHost: Int
  /// The most of them to hosts that are not known as quick.
  private var slowWidth: Int { width / 2 }

  /// In seconds; a host that answers within this time is quick.
  static let quickness = 5.0
  /// So many quick hosts are remembered, and so many deliveries of slow ones wait here at most.
  private static let memory = 20_000
  /// How many times its width the road is at most.
  static let longest = 3
  private static let mostWaiting = 4096
  private static let low = 64

  private var lines: [String: Line] = [:]
  private var quickHosts: Set<String> = []
  private var quick: [String] = []
  private var slow: [String] = []
  private var isSlowTurn = false
  private(set) var waiting = 0
  private(set) var onTheRoad = 0
  private var slowOnTheRoad = 0
  /// To quick hosts, as they started; what has arrived stands here until its time is over.
  private var started: [(host: String, at: Date)] = []
  private var looked = Date.distantPast

  init(width: Int = 32, perHost: Int = 2) {
    self.width = width
    self.perHost = perHost
  }

  /// Whether more is wanted: so few hosts could be sent something at once, were there room on the road, that
  /// those that wait for a slow host could keep others from being served.
  var wantsMore: Bool {
    waiting < Self.mostWaiting
      && quick.count + min(slow.count, slowWidth - slowOnTheRoad) < Self.low
  }

  var isEmpty: Bool { waiting == 0 && onTheRoad == 0 }

  /// How many deliveries of each host are held.
  var held: [String: Int] { lines.mapValues { $0.waiting.count + $0.onTheRoad } }

  mutating func take(_ load: DeliveryLoad, now: Date) {
    for delivery in load.deliveries {
      guard let activity = load.activities[delivery.activity] else { continue }
      let host = delivery.inbox.host
      lines[host, default: Line(isQuick: quickHosts.contains(host))].waiting.append(
        Parcel(
          delivery: delivery, activity: activity, scheme: load.schemes[host], claimed: now))
      waiting += 1
      schedule(host)
    }
  }

  /// The next delivery that may start; `arrived` must follow.
  mutating func next(now: Date) -> Parcel? {
    findTheSlow(now: now)
    while let host = nextHost() {
      lines[host]?.isReady = false
      guard let line = lines[host], let parcel = line.waiting.first else { continue }
      lines[host]?.waiting.removeFirst()
      lines[host]?.onTheRoad += 1
      waiting -= 1
      onTheRoad += 1
      if line.isQuick { started.append((host, now)) } else { slowOnTheRoad += 1 }
      schedule(host)
      return parcel
    }
    return nil
  }

  /// Knows hosts as slow that are waited for longer than quick ones would be; looks once a second.
  private mutating func findTheSlow(now: Date) {
    guard abs(now.timeIntervalSince(looked)) >= 1 else { return }
    looked = now
    let late = started.prefix { now.timeIntervalSince($0.at) > Self.quickness }
    guard !late.isEmpty else { return }
    started.removeFirst(late.count)
    let recent = started.reduce(into: [:]) { $0[$1.host, default: 0] += 1 }
    for host in Set(late.map(\.host))
    where (lines[host]?.onTheRoad ?? 0) > recent[host, default: 0] {
      note(host, isQuick: false)
      schedule(host)
    }
  }

  /// Quick and slow hosts by turns, as far as the slow ones have room.
  private mutating func nextHost() -> String? {
    guard onTheRoad < Self.longest * width else { return nil }
    let mayBeQuick =
      !quick.isEmpty && onTheRoad - slowOnTheRoad < width - min(slowOnTheRoad, slowWidth)
    let mayBeSlow = !slow.isEmpty && slowOnTheRoad < slowWidth && onTheRoad < width
    isSlowTurn.toggle()
    if mayBeSlow, isSlowTurn || !mayBeQuick { return slow.removeFirst() }
    return mayBeQuick ? quick.removeFirst() : nil
  }

  /// - Parameter seconds: how long it was on the road; `nil` where it did not start at all.
  mutating func arrived(_ host: String, after seconds: Double?) {
    lines[host]?.onTheRoad -= 1
    onTheRoad -= 1
    if lines[host]?.isQuick == false { slowOnTheRoad -= 1 }
    if let seconds { note(host, isQuick: seconds < Self.quickness) }
    schedule(host)
  }

  private mutating func note(_ host: String, isQuick: Bool) {
    if quickHosts.count >= Self.memory { quickHosts = [] }
    if isQuick { quickHosts.insert(host) } else { quickHosts.remove(host) }
    guard let line = lines[host], line.isQuick != isQuick else { return }
    lines[host]?.isQuick = isQuick
    slowOnTheRoad += isQuick ? -line.onTheRoad : line.onTheRoad
    guard line.isReady else { return }
    lines[host]?.isReady = false
    quick.removeAll { $0 == host }
    slow.removeAll { $0 == host }
  }

  private mutating func schedule(_ host: String) {
    guard let line = lines[host], !line.isReady else { return }
    if line.waiting.isEmpty {
      if line.onTheRoad == 0 { lines[host] = nil }
    } else if line.onTheRoad < perHost {
      lines[host]?.isReady = true
      if line.isQuick { quick.append(host) } else { slow.append(host) }
    }
  }
}
