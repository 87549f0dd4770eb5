import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// Whether an article is found to be a post of its source.
struct NativePostTests {
  private func entry(
    _ path: String, in village: Village, by handle: String = "mill"
  ) async throws -> (IndexEntry, Source) {
    let url = village.home + path
    let id = try #require(
      try await village.newswire.tell([path], by: handle) { $0.url = url }.first)
    return (
      try #require(try await village.store.entry(id)), try await village.newswire.source(handle)
    )
  }

  private func native(_ path: String, in village: Village, by handle: String = "mill")
    async throws -> String?
  {
    let (entry, source) = try await entry(path, in: village, by: handle)
    let finding = await NativePost(documents: village.documents).native(for: entry, of: source)
    guard case .found(let id, _) = finding else { return nil }
    return id
  }

  private func page(_ activity: String) -> String {
    "<head><link rel=alternate type='application/activity+json' href='\(activity)'></head>"
  }

  /// An article whose page names a post of an account on another host.
  private func sayElsewhere(in village: Village) {
    village.put(
      Village.note("1", "One").replacing("{home}", with: "{elsewhere}"), at: "/notes/1")
    village.put(
      """
      {"@context":"https://www.w3.org/ns/activitystreams","id":"{elsewhere}/users/wind",
       "type":"Service","preferredUsername":"wind","inbox":"{elsewhere}/inbox"}
      """, at: "/users/wind")
    village.put(page("{elsewhere}/notes/1"), at: "/one", type: "text/html")
  }

  @Test func `the article is the post`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.say("1", "One")
      let found = try await native("/notes/1", in: village)
      #expect(found == village.home + "/notes/1")
    }
  }

  @Test func `the article's page names the post`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.say("1", "One")
      village.put(page("/notes/1"), at: "/one", type: "text/html")
      let found = try await native("/one", in: village)
      #expect(found == village.home + "/notes/1")
    }
  }

  @Test func `a post that is not for everybody is none`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.say("1", "One", "\"to\":[\"{home}/users/wind/followers\"]")
      let found = try await native("/notes/1", in: village)
      #expect(found == nil)
    }
  }

  @Test func `a post elsewhere counts where its account is listed`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      sayElsewhere(in: village)
      let (entry, source) = try await entry("/one", in: village)
      let finder = NativePost(documents: village.documents)
      #expect(await finder.native(for: entry, of: source) == .none)
      var named = source
      named.subscription.account = "@Wind@127.0.0.2:\(village.server.port)"
      let found = NativeFinding.found(
        id: village.elsewhere + "/notes/1", author: village.elsewhere + "/users/wind")
      #expect(await finder.native(for: entry, of: named) == found)
      try await village.store.put(
        Block(subject: village.elsewhere + "/users/wind", kind: .block, since: Newswire.now))
      #expect(await finder.native(for: entry, of: named) == .none)
    }
  }

  @Test func `an account may have its name on another host than its posts`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      sayElsewhere(in: village)
      let name = "wind@127.0.0.1:\(village.server.port)"
      for host in ["127.0.0.1", "127.0.0.2"] {
        village.put(
          """
          {"subject":"acct:\(name)","links":[{"rel":"self","type":"application/activity+json",
           "href":"{elsewhere}/users/wind"}]}
          """,
          at: "/.well-known/webfinger?resource=acct:wind@\(host):\(village.server.port)",
          type: "application/jrd+json")
      }
      var (entry, source) = try await entry("/one", in: village)
      source.subscription.account = "@" + name
      entry.native = nil
      let finding = await NativePost(documents: village.documents).native(for: entry, of: source)
      #expect(finding.isFound == true)
    }
  }

  @Test func `a source that tells its articles itself is waited for, others are not`() async throws
  {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.put("", at: "/one", type: "text/html", status: 503)
      let (entry, source) = try await entry("/one", in: village)
      let finder = NativePost(documents: village.documents)
      #expect(await finder.native(for: entry, of: source) == .none)
      var named = source
      named.subscription.account = "@wind@wind.example"
      #expect(await finder.native(for: entry, of: named) == .unknown)
      try await village.store.note(
        NativeProbe(isNative: true, nextCheck: village.clock.now + 1000), of: source.id)
      #expect(await finder.native(for: entry, of: source) == .unknown)
    }
  }

  @Test func `one article a week shows that a source does not federate`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.put("<p>One</p>", at: "/one", type: "text/html")
      village.put("<p>Two</p>", at: "/two", type: "text/html")
      village.put("<p>Three</p>", at: "/three", type: "text/html")
      var found = try await native("/one", in: village)
      #expect(found == nil)
      let before = village.server.requests.count
      found = try await native("/two", in: village)
      #expect(found == nil)
      #expect(village.server.requests.count == before)
      village.clock.advance(8 * 86_400)
      found = try await native("/three", in: village)
      #expect(found == nil)
      #expect(village.server.requests.count > before)
    }
  }

  @Test func `where one article is a post, each is asked`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.say("1", "One")
      village.say("2", "Two")
      var found = try await native("/notes/1", in: village)
      #expect(found != nil)
      found = try await native("/notes/2", in: village)
      #expect(found == village.home + "/notes/2")
      found = try await native("/notes/3", in: village)
      #expect(found == nil)
      let source = try await village.newswire.source("mill")
      #expect(try await village.store.nativeProbe(of: source.id)?.isNative == true)
    }
  }

  @Test func `a server that does not answer proves nothing`() {
    let now = Newswire.now
    let first = NativeSchedule(hasAccount: false, probe: nil, now: now)
    #expect(first.outcome(nil)?.nextCheck == now.addingTimeInterval(86_400))
    let known = NativeSchedule(
      hasAccount: false, probe: NativeProbe(isNative: true, nextCheck: now), now: now)
    #expect(known.outcome(nil)?.isNative == true)
    let later = NativeSchedule(
      hasAccount: true,
      probe: NativeProbe(isNative: false, nextCheck: now.addingTimeInterval(1)), now: now)
    #expect(later.mustAsk && later.outcome(false) == nil)
    #expect(later.outcome(true)?.isNative == true)
  }

  /// An article of a feed that is boosted with its own post, which is unlisted.
  private func boost(_ test: (Village, EntryID) async throws -> Void) async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      let unlisted = "\"to\":[\"{home}/users/rain/followers\"],\"cc\":[\"as:Public\"]"
      village.settle(name: "rain", type: "Person")
      village.put(
        Village.note("1", "One", unlisted).replacing("/users/wind", with: "/users/rain"),
        at: "/notes/1")
      let (entry, source) = try await entry("/notes/1", in: village)
      let finder = NativePost(documents: village.documents)
      guard case .found(let native, let author) = await finder.native(for: entry, of: source)
      else {
        Issue.record("it is not found")
        return
      }
      try await village.store.setNative(native, by: author, of: entry.id)
      try village.raw(
        """
        DELETE FROM announcement;
        INSERT INTO post(entry_id, actor, object, told)
        VALUES (\(entry.id.rawValue), 'news', '\(native)', 0)
        """)
      try await test(village, entry.id)
    }
  }

  private func activity(_ type: String, _ object: String) -> String {
    """
    {"@context":"https://www.w3.org/ns/activitystreams","id":"{home}/\(UUID().uuidString)",
     "type":"\(type)","actor":"{home}/users/rain","object":\(object)}
    """
  }

  @Test(arguments: ["rain", "wind"])
  func `an article stays when its post is deleted, and only the boost goes`(
    sender: String
  ) async throws {
    try await boost { village, id in
      village.put("", at: "/notes/1", status: 410)
      try await village.receive(
        activity("Delete", "\"{home}/notes/1\"").replacing("/users/rain", with: "/users/" + sender),
        from: sender)
      let entry = try #require(try await village.store.entry(id))
      #expect(entry.title == "/notes/1" && entry.native == nil)
      #expect(try await village.announcements().map(\.kind) == [.withdrawn])
    }
  }

  @Test func `an edit leaves the boost, unless the post is not for everybody any more`()
    async throws
  {
    try await boost { village, id in
      func edit(_ more: String) async throws {
        let note = Village.note("1", "Two", more).replacing("/users/wind", with: "/users/rain")
        village.put(note, at: "/notes/1")
        village.clock.advance(600)
        try await village.receive(activity("Update", note), from: "rain")
      }
      try await edit("\"to\":[\"{home}/users/rain/followers\"],\"cc\":[\"as:Public\"]")
      #expect(try await village.store.entry(id)?.native == village.home + "/notes/1")
      #expect(try await village.announcements().isEmpty)
      try await edit("\"to\":[\"{home}/users/rain/followers\"]")
      #expect(try await village.store.entry(id)?.native == nil)
      #expect(try await village.announcements().map(\.kind) == [.withdrawn])
    }
  }

  @Test func `a post that belongs to an article is told by its account as well`() async throws {
    try await Village.open(listing: [Newswire.mill]) { village in
      village.say("1", "One")
      let (entry, _) = try await entry("/notes/1", in: village)
      try await village.store.setNative(
        village.home + "/notes/1", by: village.actorID, of: entry.id)
      village.fill(with: ["\"{home}/notes/1\""])
      try await village.keeper().keep()
      #expect(try await village.entries().count == 1)
      let tellers = try await village.store.tellers(ofNative: village.home + "/notes/1")
      #expect(Set(tellers.map(\.isPost)) == [true, false])
    }
  }
}
