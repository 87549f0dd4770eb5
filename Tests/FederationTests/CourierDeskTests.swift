import Foundation
import Model
import Store
import Testing

@testable import Federation

struct CourierDeskTests {
  private func load(_ hosts: [String], each count: Int64 = 4) -> DeliveryLoad {
    var load = DeliveryLoad()
    for number in 1...count {
      load.activities[number] = OutgoingActivity(
        path: "/\(number)", actor: "news", kind: "Announce", object: "o", body: [],
        made: Newswire.now)
      for host in hosts {
        let inbox = InboxAddress(url: "https://\(host)/inbox", host: host)
        load.deliveries.append(Delivery(activity: number, inbox: inbox, attempt: 0))
      }
    }
    return load
  }

  private func names(_ stem: String, _ count: Int) -> [String] {
    (1...count).map { "\(stem)\($0).example" }
  }

  private func start(_ desk: inout CourierDesk, after seconds: Double = 0) -> String? {
    desk.next(now: Newswire.now + seconds)?.delivery.inbox.host
  }

  @Test func `hosts that are not known as quick share half of the road`() {
    var desk = CourierDesk()
    desk.take(load(names("slow", 100)), now: Newswire.now)
    var out: [String] = []
    while let host = start(&desk) { out.append(host) }
    #expect(out.count == 16)
    #expect(Set(out).count == 16)
    desk.take(load(["quick.example"], each: 10), now: Newswire.now)
    #expect(start(&desk) == nil)
    for host in out { desk.arrived(host, after: 20) }
    #expect(desk.onTheRoad == 0)
  }

  @Test func `a host that answers quickly goes past those that do not`() {
    var desk = CourierDesk()
    desk.take(load(["quick.example"], each: 1), now: Newswire.now)
    #expect(start(&desk) == "quick.example")
    desk.arrived("quick.example", after: 0.1)
    desk.take(load(names("slow", 100)), now: Newswire.now)
    while start(&desk) != nil {}
    desk.take(load(["quick.example"], each: 10), now: Newswire.now)
    for _ in 1...10 {
      #expect(start(&desk) == "quick.example")
      desk.arrived("quick.example", after: 0.1)
    }
    #expect(desk.onTheRoad == 16)
    #expect(desk.wantsMore)
  }

  @Test func `hosts that were quick and stop answering make room for those that answer`() {
    var desk = CourierDesk()
    let hosts = names("host", 40) + ["quick.example"]
    desk.take(load(hosts, each: 1), now: Newswire.now)
    while let host = start(&desk) { desk.arrived(host, after: 0.1) }
    desk.take(load(names("host", 40), each: 6), now: Newswire.now)
    var out = 0
    while start(&desk) != nil { out += 1 }
    #expect(out == 32)
    desk.take(load(["quick.example"], each: 10), now: Newswire.now)
    #expect(start(&desk) == nil)
    #expect(start(&desk, after: 6) != nil)
    var hosts6: Set<String> = []
    while let host = start(&desk, after: 6) { hosts6.insert(host) }
    #expect(hosts6.contains("quick.example"))
    #expect(desk.onTheRoad == 48)
  }

  @Test func `a host that has become slow is counted as one`() {
    var desk = CourierDesk()
    let hosts = names("host", 30)
    desk.take(load(hosts, each: 1), now: Newswire.now)
    while let host = start(&desk) { desk.arrived(host, after: 0.1) }
    #expect(desk.isEmpty)
    desk.take(load(hosts, each: 6), now: Newswire.now)
    var out: [String] = []
    while let host = start(&desk) { out.append(host) }
    #expect(out.count == 32)
    for host in out { desk.arrived(host, after: 30) }
    var again = 0
    while start(&desk) != nil { again += 1 }
    #expect(again == 16)
    #expect(desk.held.values.reduce(0, +) == 180 - 32)
  }
}
