import Fetching
import Foundation
import Model
import Store
import Synchronization
import TestServer
import Testing

@testable import Federation

/// Deliveries over real sockets.
struct DeliveryTests {
  @Test func `five hundred followers behind one shared inbox are one delivery`() async throws {
    try await PostOffice.open { office in
      for number in 1...500 { try office.follow("mill", by: "f\(number)", sharing: "/inbox") }
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map(\.target) == ["/inbox"])
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
    }
  }

  @Test func `a delivery carries the activity, its kind and a signature`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let id = try await office.tell("One")
      try await office.work()
      let request = try #require(office.server.requests.first)
      #expect(request.method == "POST")
      #expect(request["Content-Type"] == "application/activity+json")
      #expect(request["Signature"]?.contains("/ap/users/mill#main-key") == true)
      #expect(request["Digest"]?.hasPrefix("SHA-256=") == true)
      let sent = try await office.newswire.json(
        "https://news.example.coop/ap/notes/\(id)/activity")
      #expect(NSDictionary(dictionary: sent) == NSDictionary(dictionary: try office.received()[0]))
    }
  }

  @Test func `each host gets at most two deliveries at a time, all together at most 32`()
    async throws
  {
    try await PostOffice.open { _ in
      .delayed(.milliseconds(30), .response(202))
    } _: { office in
      for host in 1...40 {
        for number in 1...5 { try office.follow("mill", by: "f\(host)x\(number)", on: host) }
      }
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.count == 200)
      #expect(office.server.peakPerHost <= 2)
      #expect(office.server.peak <= 32)
      #expect(office.server.peak > 16)
    }
  }

  @Test func `what fails is tried again, later and later`() async throws {
    let status = Mutex(500)
    try await PostOffice.open { _ in
      .response(status.withLock { $0 })
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.count == 1)
      office.clock.advance(59)
      try await office.work()
      #expect(office.server.requests.count == 1)
      office.clock.advance(1)
      try await office.work()
      #expect(office.server.requests.count == 2)
      #expect(try office.rows("SELECT attempt, status, reason FROM delivery").count == 1)
      status.withLock { $0 = 202 }
      office.clock.advance(300)
      try await office.work()
      #expect(office.server.requests.count == 3)
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
    }
  }

  @Test func `a refused signature is written the other way, and that is remembered`() async throws {
    try await PostOffice.open { request in
      .response(request["Signature-Input"] == nil ? 401 : 202)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map { $0["Signature-Input"] != nil } == [false, true])
      _ = try await office.tell("Two")
      try await office.work()
      #expect(office.server.requests.count == 3)
      office.clock.advance(8 * 86_400)
      _ = try await office.tell("Three")
      try await office.work()
      #expect(office.server.requests.count == 5)
    }
  }

  @Test func `there is no third knock`() async throws {
    try await PostOffice.open { _ in
      .response(400)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      office.clock.advance(86_400)
      try await office.work()
      #expect(office.server.requests.count == 2)
      let kept = try office.rows("SELECT status, reason IS NULL, next_at FROM delivery")
      #expect(kept == ["400|0|NULL"])
    }
  }

  @Test func `a host is left alone as long as it wishes`() async throws {
    let isBusy = Mutex(true)
    try await PostOffice.open { _ in
      isBusy.withLock { $0 }
        ? .response(429, headers: ["Retry-After": "600"]) : .response(202)
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      isBusy.withLock { $0 = false }
      office.clock.advance(599)
      _ = try await office.tell("Two")
      try await office.work()
      #expect(office.server.requests.count == 1)
      office.clock.advance(5)
      try await office.work()
      #expect(office.server.requests.count == 3)
    }
  }

  @Test func `what is taken is taken, however much the host has to say of it`() async throws {
    try await PostOffice.open { _ in
      .response(200, body: [UInt8](repeating: 32, count: 200_000))
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      office.clock.advance(3600)
      try await office.work()
      #expect(office.server.requests.count == 1)
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
    }
  }

  @Test func `redirects are not followed`() async throws {
    try await PostOffice.open { _ in
      .redirect(307, to: "/elsewhere")
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map(\.target) == ["/ada/inbox"])
      #expect(try office.rows("SELECT status FROM delivery WHERE next_at IS NULL") == ["307"])
    }
  }

  @Test func `nothing is sent to a private address`() async throws {
    try await PostOffice.open(allowing: []) { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.connectionCount == 0)
      let reasons = try office.rows("SELECT reason FROM delivery WHERE next_at IS NULL")
      #expect(reasons.count == 1)
      #expect(reasons.allSatisfy { !$0.contains("PRIVATE KEY") })
    }
  }
}

/// Hosts and inboxes that are gone.
struct GoneTests {
  @Test func `a shared inbox that is gone is parted into the personal ones`() async throws {
    try await PostOffice.open { request in
      .response(request.target == "/inbox" ? 410 : 202)
    } _: { office in
      for name in ["ada", "bob", "cleo"] {
        try office.follow("mill", by: name, sharing: "/inbox")
      }
      _ = try await office.tell("One")
      try await office.work()
      #expect(
        Set(office.server.requests.map(\.target)) == [
          "/inbox", "/ada/inbox", "/bob/inbox", "/cleo/inbox",
        ])
      _ = try await office.tell("Two")
      try await office.work()
      #expect(office.server.requests.count { $0.target == "/inbox" } == 1)
      #expect(office.server.requests.count == 7)
    }
  }

  @Test func `what waits for a shared inbox that is gone goes to the personal ones as well`()
    async throws
  {
    let isGone = Mutex(false)
    try await PostOffice.open { request in
      guard request.target == "/inbox" else { return .response(202) }
      return .response(isGone.withLock { $0 } ? 410 : 500)
    } _: { office in
      try office.follow("mill", by: "ada", sharing: "/inbox")
      try office.follow("bakery", by: "bob", sharing: "/inbox")
      _ = try await office.tell("One")
      _ = try await office.tell("Two", by: "bakery")
      try await office.work()
      isGone.withLock { $0 = true }
      office.clock.advance(100)
      try await office.work()
      let arrived = office.server.requests.map(\.target).filter { $0 != "/inbox" }
      #expect(arrived.sorted() == ["/ada/inbox", "/bob/inbox"])
      #expect(try office.rows("SELECT inbox FROM delivery WHERE next_at > 0").isEmpty)
    }
  }

  @Test func `a shared inbox that is not found is tried for a day before it is given up`()
    async throws
  {
    try await PostOffice.open { request in
      .response(request.target == "/inbox" ? 404 : 202)
    } _: { office in
      try office.follow("mill", by: "ada", sharing: "/inbox")
      _ = try await office.tell("One")
      for _ in 1...7 {
        try await office.work()
        #expect(try office.rows("SELECT target FROM follower") == [office.inbox("/inbox").url])
        office.clock.advance(86_400)
      }
      try await office.work()
      #expect(office.server.requests.last?.target == "/ada/inbox")
      #expect(office.server.requests.count == 9)
    }
  }

  @Test func `a follower whom nobody knows any more is forgotten after a week of looking`()
    async throws
  {
    try await PostOffice.open(
      asking: PostOffice.Questions(look: { id in id.contains("ada") ? .missing : .unknown })
    ) { request in
      .response(404)
    } _: { office in
      try office.follow("mill", by: "ada")
      try office.follow("mill", by: "bob")
      for day in 1...7 {
        #expect(try office.rows("SELECT id FROM follower").count == 2, "day \(day)")
        for _ in 1...2 {
          _ = try await office.tell("Day \(day), again and again \(office.clock.now)")
          try await office.work()
          office.clock.advance(600)
        }
        office.clock.advance(86_400)
      }
      #expect(try office.rows("SELECT id FROM follower") == ["https://bob.example/"])
    }
  }

  @Test func `where too many are looked for at once, the others wait and lose no try`() async throws
  {
    let isOpen = Mutex(false)
    let look: @Sendable (String) async -> Whereabouts = { _ in
      while !isOpen.withLock(\.self), !Task.isCancelled {
        try? await Task.sleep(for: .milliseconds(5))
      }
      return .unknown
    }
    try await PostOffice.open(asking: PostOffice.Questions(look: look)) { _ in
      .response(410)
    } _: { office in
      for number in 1...20 { try office.follow("mill", by: "f\(number)", on: number) }
      _ = try await office.tell("One")
      try await office.announcer.settleDue()
      let work = Task { [courier = office.courier] in await courier.deliverDue() }
      for _ in 0..<500 where office.server.requests.count < 20 {
        try await Task.sleep(for: .milliseconds(10))
      }
      // What arrives after the last is looked for waits in the courier's own order.
      try await Task.sleep(for: .milliseconds(100))
      isOpen.withLock { $0 = true }
      await work.value
      let rows = try office.rows(
        "SELECT attempt, next_at IS NULL, count(*) FROM delivery GROUP BY 1, 2")
      #expect(rows == ["0|0|4", "1|1|16"])
    }
  }

  @Test func `a follower that is gone is forgotten`() async throws {
    try await PostOffice.open(
      asking: PostOffice.Questions(look: { id in id.contains("ada") ? .gone : .unknown })
    ) { _ in
      .response(410)
    } _: { office in
      try office.follow("mill", by: "ada")
      try office.follow("mill", by: "bob")
      _ = try await office.tell("One")
      try await office.work()
      #expect(try office.rows("SELECT id FROM follower") == ["https://bob.example/"])
    }
  }

  @Test func `a follower that has another inbox now is reached there`() async throws {
    let moved = Mutex<InboxAddress?>(nil)
    try await PostOffice.open(
      asking: PostOffice.Questions(look: { _ in
        guard let inbox = moved.withLock({ $0 }) else { return .unknown }
        return .found(inbox: inbox, target: inbox)
      })
    ) { request in
      .response(request.target == "/new" ? 202 : 404)
    } _: { office in
      moved.withLock { $0 = office.inbox("/new") }
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map(\.target) == ["/ada/inbox", "/new"])
      #expect(try office.rows("SELECT target FROM follower") == [office.inbox("/new").url])
    }
  }

  @Test func `a host that is down is left alone, then asked once`() async throws {
    let isUp = Mutex(false)
    try await PostOffice.open { _ in
      .response(isUp.withLock { $0 } ? 202 : 503)
    } _: { office in
      for number in 1...9 { try office.follow("mill", by: "f\(number)") }
      _ = try await office.tell("One")
      try await office.work()
      let first = office.server.requests.count
      #expect(first == 9)
      let health = try await office.store.deliveryHealth(now: office.clock.now)
      #expect(health.queued == 9)
      #expect(health.failingHosts.map(\.name) == [office.inbox("").host])
      office.clock.advance(600)
      try await office.work()
      #expect(office.server.requests.count == first)
      office.clock.advance(1300)
      try await office.work()
      #expect(office.server.requests.count == first + 1)
      isUp.withLock { $0 = true }
      office.clock.advance(1900)
      try await office.work()
      #expect(try office.rows("SELECT * FROM delivery").isEmpty)
      #expect(try await office.store.deliveryHealth(now: office.clock.now).failingHosts.isEmpty)
    }
  }

  @Test func `a host that speaks to us is tried by one delivery, and the others wait for it`()
    async throws
  {
    let isUp = Mutex(false)
    try await PostOffice.open { _ in
      .response(isUp.withLock { $0 } ? 202 : 503)
    } _: { office in
      for number in 1...5 { try office.follow("mill", by: "f\(number)") }
      _ = try await office.tell("One")
      try await office.work()
      let host = office.inbox("").host
      #expect(try await office.store.circuit(of: host).isProbed)
      try await office.hear(from: host)
      #expect(try await office.store.circuit(of: host).isClosed(to: office.clock.now))
      office.clock.advance(360)
      try await office.hear(from: host)
      try await office.work()
      #expect(office.server.requests.count == 6)
      #expect(try office.rows("SELECT max(attempt), count(*) FROM delivery") == ["2|5"])
      isUp.withLock { $0 = true }
      office.clock.advance(360)
      try await office.hear(from: host)
      try await office.work()
      #expect(try office.rows("SELECT inbox FROM delivery").isEmpty)
    }
  }

  @Test func `a host that wishes to rest is left alone although it speaks`() async throws {
    try await PostOffice.open { _ in
      .response(429, headers: ["Retry-After": "3600"])
    } _: { office in
      try office.follow("mill", by: "ada")
      _ = try await office.tell("One")
      try await office.work()
      office.clock.advance(600)
      try await office.hear(from: office.inbox("").host)
      try await office.work()
      #expect(office.server.requests.count == 1)
    }
  }

  @Test func `a host that has not answered for a week gets what takes something back`() async throws
  {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada")
      let entry = try await office.tell("One")
      try await office.work()
      try office.raw(
        """
        INSERT INTO host(name, failing_since, failing_days, open_until, touched)
        VALUES ('\(office.inbox("").host)', \(office.clock.now.timeIntervalSince1970 - 700_000), 8,
          \(office.clock.now.timeIntervalSince1970 + 80_000), 0)
        ON CONFLICT(name) DO UPDATE SET failing_since = excluded.failing_since,
          failing_days = 8, open_until = excluded.open_until
        """)
      _ = try await office.tell("Two")
      _ = try await office.tell("Three")
      try await office.work()
      try office.announce(.withdrawn, entry, by: "mill")
      try await office.work()
      let kinds = try office.rows(
        """
        SELECT kind FROM delivery JOIN activity ON activity.id = activity_id
        WHERE next_at IS NOT NULL ORDER BY activity.id
        """)
      #expect(kinds == ["Create", "Delete"])
    }
  }

  @Test func `a blocked host gets nothing`() async throws {
    try await PostOffice.open { office in
      try office.follow("mill", by: "ada", on: 1)
      try office.follow("mill", by: "bob", on: 2)
      try office.raw("INSERT INTO block VALUES ('127.0.1.2', 'block', 0)")
      _ = try await office.tell("One")
      try await office.work()
      #expect(office.server.requests.map(\.target) == ["/bob/inbox"])
    }
  }
}
