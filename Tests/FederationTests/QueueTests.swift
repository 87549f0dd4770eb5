import Foundation
import Logging
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Federation

/// The queue of deliveries, over restarts and other processes.
struct QueueTests {
  @Test func `a word on an object waits for the one before it`() async throws {
    let isUp = Mutex(false)
    try await PostOffice.open { _ in
      .response(isUp.withLock { $0 } ? 202 : 500)
    } _: { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      try office.announce(.withdrawn, id, by: "mill")
      try await office.work()
      #expect(try office.kinds() == ["Create"])
      isUp.withLock { $0 = true }
      office.clock.advance(62)
      try await office.work()
      #expect(try office.kinds() == ["Create", "Create", "Delete"])
    }
  }

  @Test func `a process that is killed in mid-queue costs nobody anything`() async throws {
    try await PostOffice.open { office in
      for number in 1...300 { try office.follow("mill", by: "f\(number)", on: number) }
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      #expect(try await office.store.spread(now: office.clock.now, random: { 0 }))
      let load = try await office.store.claimDeliveries(
        owner: "gone/1", now: office.clock.now, duration: 300, limit: 100)
      #expect(load.deliveries.count == 100)
      try await office.store.record(
        load.deliveries.prefix(40).map { DeliveryResult($0, .delivered) }, now: office.clock.now)
      let reopened = try Store(.file(office.path), now: office.clock.now)
      let courier = PostOffice.courier(
        reopened, office.newswire.keys, office.fetcher, office.clock)
      let run = Task { try await courier.run() }
      try await wait { office.server.requests.count == 260 }
      run.cancel()
      try await run.value
      #expect(Set(office.server.requests.map(\.target)).count == 260)
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
    }
  }

  @Test func `hosts that never answer hold up nobody else`() async throws {
    try await PostOffice.open { request in
      let name = request.target.dropFirst()
      return name.hasPrefix("slow") ? .hang : .response(202)
    } _: { office in
      // More than one look at the queue brings, all of it for hosts that hang.
      for number in 0..<280 {
        try office.follow("mill", by: "slow\(number)", on: 1 + number % 4)
      }
      for number in 0..<60 { try office.follow("mill", by: "quick\(number)", on: 5 + number % 3) }
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      let run = Task { [courier = office.courier] in try await courier.run() }
      func arrived() -> Int {
        office.server.requests.count { $0.target.hasPrefix("/quick") }
      }
      try await wait { arrived() == 60 }
      run.cancel()
      try await run.value
      #expect(try office.rows("SELECT * FROM delivery WHERE inbox LIKE '%quick%'").isEmpty)
    }
  }

  @Test func `two couriers on one database send nothing twice`() async throws {
    try await PostOffice.open { office in
      for number in 1...200 { try office.follow("mill", by: "f\(number)", on: number) }
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      let other = try Store(.file(office.path), now: office.clock.now)
      let courier = Courier(
        store: other, fetcher: office.fetcher, keys: office.newswire.keys,
        owner: LeaseOwner(boot: "other", process: 1), logger: Logger(label: "test"),
        look: { _ in .unknown },
        now: { [clock = office.clock] in clock.now }, random: { 0 })
      let mine = office.courier
      async let one: Void = mine.deliverDue()
      async let two: Void = courier.deliverDue()
      _ = await (one, two)
      office.clock.advance(2)
      await office.courier.deliverDue()
      #expect(office.server.requests.count == 200)
      #expect(Set(office.server.requests.map(\.target)).count == 200)
    }
  }

  @Test func `a courier that stops gives back what it holds`() async throws {
    try await PostOffice.open { _ in
      .hang
    } _: { office in
      for number in 1...9 { try office.follow("mill", by: "f\(number)", on: number) }
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      let run = Task { [courier = office.courier] in try await courier.run() }
      try await wait { office.server.requests.count == 9 }
      run.cancel()
      try await run.value
      #expect(try await office.store.deliveryOwners().isEmpty)
      #expect(try office.rows("SELECT attempt FROM delivery") == Array(repeating: "0", count: 9))
    }
  }

  @Test func `an activity is given to a thousand inboxes at a time`() async throws {
    try await PostOffice.open { office in
      try office.raw(
        """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2500)
        INSERT INTO follower(actor, id, inbox, target, host, follow, since)
        SELECT 'mill', 'https://f' || i || '.example/', 'https://f' || i
          || '.example/inbox', 'https://f' || i || '.example/inbox', 'f' || i || '.example', 'f', 0
        FROM n
        """)
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      var counts: [String] = []
      while try await office.store.spread(now: office.clock.now) {
        counts += try office.rows("SELECT count(*) FROM delivery")
      }
      #expect(counts == ["1000", "2000", "2500"])
      #expect(try await office.store.deliveryHealth(now: office.clock.now).queued == 2500)
    }
  }

  @Test func `what is old is forgotten`() async throws {
    try await PostOffice.open { _ in
      .response(403)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      try await office.store.expireDeliveries(now: office.clock.now + 11 * 86_400)
      #expect(try office.rows("SELECT status FROM delivery") == ["403"])
      try await office.store.expireDeliveries(now: office.clock.now + 13 * 86_400)
      #expect(try office.rows("SELECT * FROM activity").isEmpty)
      try await office.store.expireDeliveries(now: office.clock.now + 121 * 86_400)
      #expect(try office.rows("SELECT * FROM host").isEmpty)
    }
  }

  @Test func `a queue and what is known of hosts are bounded`() async throws {
    try await PostOffice.open { office in
      _ = try await office.tell("One")
      try office.raw(
        """
        INSERT INTO activity(path, actor, kind, object, body, made)
        VALUES ('/x', 'mill', 'Create', 'o', x'00', 1790000000);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 10005)
        INSERT INTO delivery(activity_id, inbox, host, next_at)
        SELECT 1, 'https://a.example/' || i, 'a.example', 1790000000 FROM n;
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20010)
        INSERT INTO host(name, touched) SELECT 'h' || i, 1790000000 + i FROM n;
        """)
      try await office.store.expireDeliveries(now: office.clock.now)
      #expect(try office.rows("SELECT count(*) FROM delivery") == ["10000"])
      #expect(try office.rows("SELECT count(*) FROM host") == ["20000"])
    }
  }

  @Test func `a host that is away for long is tried by its newest delivery`() async throws {
    try await PostOffice.open { office in
      let now = office.clock.now.timeIntervalSince1970
      for name in ["ada", "bob"] { try office.follow("mill", by: name) }
      let host = office.inbox("").host
      try office.raw(
        """
        INSERT INTO host(name, failing_since, failing_days, open_until, touched)
        VALUES ('\(host)', \(now - 31 * 86_400), 20, \(now + 1000), \(now));
        """)
      for title in ["One", "Two"] {
        _ = try await office.tell(title)
        try await office.work()
        #expect(try office.rows("SELECT count(*) FROM delivery") == ["1"])
      }
      try office.raw(
        """
        INSERT INTO delivery(activity_id, inbox, host, next_at)
        SELECT id, 'http://\(host)/more', '\(host)', \(now) FROM activity
        """)
      try await office.store.expireDeliveries(now: office.clock.now)
      #expect(
        try office.rows("SELECT activity_id = (SELECT max(id) FROM activity) FROM delivery") == [
          "1"
        ])
      office.clock.advance(2000)
      try await office.work()
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
      #expect(try await office.store.circuit(of: host).failingSince == nil)
    }
  }

  private func wait(_ isDone: () -> Bool) async throws {
    for _ in 0..<200 where !isDone() { try await Task.sleep(for: .milliseconds(50)) }
    #expect(isDone())
  }
}
