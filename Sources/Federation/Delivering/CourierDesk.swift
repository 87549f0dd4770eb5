import Store

import struct Foundation.Date

/// What the courier has at hand: deliveries that wait for their turn, and how many are on the road.
///
/// Hosts that are slow, or of which nothing is known yet, share half of the road, however many they are;
/// so hosts that keep us waiting on purpose hold up nobody who answers.
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

  /// The most deliveries on the road.
  let width: Int
  /// The most of them to one host.
  let perHost: Int
  /// The most of them to hosts that are not known as quick.
  private var slowWidth: Int { width / 2 }

  /// In seconds; a host that answers within this time is quick.
  static let quickness = 5.0
  /// So many quick hosts are remembered, and so many deliveries of slow ones wait here at most.
  private static let memory = 20_000
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
  mutating func next() -> Parcel? {
    while let host = nextHost() {
      lines[host]?.isReady = false
      guard let line = lines[host], let parcel = line.waiting.first else { continue }
      lines[host]?.waiting.removeFirst()
      lines[host]?.onTheRoad += 1
      waiting -= 1
      onTheRoad += 1
      if !line.isQuick { slowOnTheRoad += 1 }
      schedule(host)
      return parcel
    }
    return nil
  }

  /// Quick and slow hosts by turns, as far as the slow ones have room.
  private mutating func nextHost() -> String? {
    guard onTheRoad < width else { return nil }
    let mayBeSlow = !slow.isEmpty && slowOnTheRoad < slowWidth
    isSlowTurn.toggle()
    if mayBeSlow, isSlowTurn || quick.isEmpty { return slow.removeFirst() }
    return quick.isEmpty ? nil : quick.removeFirst()
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
