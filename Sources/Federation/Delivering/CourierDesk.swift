import Store

import struct Foundation.Date

/// What the courier has at hand: deliveries that wait for their turn, and how many are on the road.
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
  }

  /// The most deliveries on the road.
  let width: Int
  /// The most of them to one host.
  let perHost: Int

  private var lines: [String: Line] = [:]
  private var ready: [String] = []
  private(set) var waiting = 0
  private(set) var onTheRoad = 0

  init(width: Int = 32, perHost: Int = 2) {
    self.width = width
    self.perHost = perHost
  }

  /// How many hosts could be sent something at once, were there room on the road.
  var startable: Int { ready.count }

  var isEmpty: Bool { waiting == 0 && onTheRoad == 0 }

  /// How many deliveries of each host are held.
  var held: [String: Int] { lines.mapValues { $0.waiting.count + $0.onTheRoad } }

  mutating func take(_ load: DeliveryLoad, now: Date) {
    for delivery in load.deliveries {
      guard let activity = load.activities[delivery.activity] else { continue }
      let host = delivery.inbox.host
      lines[host, default: Line()].waiting.append(
        Parcel(
          delivery: delivery, activity: activity, scheme: load.schemes[host], claimed: now))
      waiting += 1
      schedule(host)
    }
  }

  /// The next delivery that may start; `arrived` must follow.
  mutating func next() -> Parcel? {
    guard onTheRoad < width, !ready.isEmpty else { return nil }
    let host = ready.removeFirst()
    lines[host]?.isReady = false
    guard let parcel = lines[host]?.waiting.first else { return nil }
    lines[host]?.waiting.removeFirst()
    lines[host]?.onTheRoad += 1
    waiting -= 1
    onTheRoad += 1
    schedule(host)
    return parcel
  }

  mutating func arrived(_ host: String) {
    lines[host]?.onTheRoad -= 1
    onTheRoad -= 1
    schedule(host)
  }

  private mutating func schedule(_ host: String) {
    guard let line = lines[host], !line.isReady else { return }
    if line.waiting.isEmpty {
      if line.onTheRoad == 0 { lines[host] = nil }
    } else if line.onTheRoad < perHost {
      lines[host]?.isReady = true
      ready.append(host)
    }
  }
}
