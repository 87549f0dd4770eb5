import Foundation
import Model
import Store
import TestServer
import Testing

@testable import Federation

/// What arrives at once is written together, and still as if it had come one by one.
struct ScribeTests {
  private static let mill = "https://news.example.coop/ap/users/mill"

  /// Posts what each actor says, one after the other; the actors speak all at once.
  private func post(
    _ letters: [[ReceivedRequest]], in post: Correspondence
  ) async throws -> [Int] {
    try await withThrowingTaskGroup(of: [Int].self) { group in
      for own in letters {
        group.addTask { [inbox = post.inbox] in
          var statuses: [Int] = []
          for letter in own {
            statuses.append(try await inbox.receive(letter, at: .sharedInbox, from: nil).status)
          }
          return statuses
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test func `forty who speak at once are each heard in their order`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let people = (0..<40).map { post.id("p\($0)") }
      // Every other one ends as a follower who likes nothing, the rest the other way round.
      let letters = try people.enumerated().map { number, person in
        let follow = post.activity("Follow", by: person, Self.mill)
        let like = post.activity("Like", by: person, note.id)
        let again = [
          post.activity("Follow", by: person, Self.mill),
          post.activity("Like", by: person, note.id),
        ]
        let undoings = [
          post.activity("Undo", by: person, follow), post.activity("Undo", by: person, like),
        ]
        return try ([follow, like] + undoings + [again[number % 2]]).map { try post.signed($0) }
      }
      let statuses = try await self.post(letters, in: post)
      #expect(statuses.count == 200 && Set(statuses) == [202])
      let followers = try await post.store.followers(of: "mill", limit: 99).map(\.id)
      #expect(
        followers
          == people.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element).sorted())
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 20)
      // Each who asked to follow has one answer on its way; that it unfollowed is remembered.
      #expect(try post.outgoing().count == 40)
      #expect(try post.rows("SELECT count(*) FROM delivery") == ["40"])
      #expect(try post.rows("SELECT count(*) FROM seen") == ["240"])
    }
  }

  @Test func `what comes fifty times at once has one effect`() async throws {
    try await Correspondence.open { post in
      let note = try await post.note()
      let ada = post.id("ada")
      let reply = post.reply(to: note.id, by: ada, "<p>Yes</p>")
      let letters = try [
        post.activity("Like", by: ada, note.id), post.activity("Follow", by: ada, Self.mill),
        post.activity("Create", by: ada, reply),
      ].map { try post.signed($0) }
      let statuses = try await self.post(
        (0..<150).map { [letters[$0 % letters.count]] }, in: post)
      #expect(Set(statuses) == [202])
      #expect(try await post.store.tallies(of: [note.name])[note.name]?.likes == 1)
      #expect(try await post.store.followerCount(of: "mill") == 1)
      #expect(try post.outgoing().count == 1)
      #expect(try post.rows("SELECT count(*) FROM reply") == ["1"])
      // One look at the key was enough.
      #expect(post.peers.targets.count { $0 == "/users/ada" } == 1)
    }
  }

  private func like(_ number: Int, of note: String) -> Receipt {
    let actor = "https://a.example/users/p\(number)"
    return Receipt(
      actor: actor, host: "a.example", keys: [EntryKey("test", "\(number)")],
      until: Newswire.now + 60,
      effects: [
        .react(
          Reaction(
            note: note, kind: .like, actor: actor, host: "a.example", activity: actor + "/like",
            at: Newswire.now))
      ])
  }

  /// A like, and a reply whose time is no number: SQLite takes no such row.
  private func unwritable(_ number: Int, of note: String) -> Receipt {
    var receipt = like(number, of: note)
    receipt.effects.append(
      .reply(
        Reply(
          id: receipt.actor + "/1", note: note, actor: receipt.actor, host: receipt.host,
          account: "p@a.example", url: receipt.actor, content: "x",
          published: Date(timeIntervalSince1970: .nan), received: Newswire.now)))
    return receipt
  }

  @Test func `one that cannot be written is alone in that`() async throws {
    let newswire = try await Newswire()
    let note = try #require(try await newswire.tell(["Wind"], by: "mill").first).description
    let scribe = Scribe(store: newswire.store, now: { Newswire.now })
    let failures = try await withThrowingTaskGroup(of: Int?.self) { group in
      for number in 0..<50 {
        let receipt = number == 23 ? unwritable(number, of: note) : like(number, of: note)
        group.addTask {
          do {
            let verdict = try await scribe.attending { try await scribe.write(receipt) }
            return verdict == .taken ? nil : number
          } catch is StoreError {
            return number
          }
        }
      }
      return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
    }
    #expect(failures == [23])
    #expect(try await newswire.store.tallies(of: [note])[note]?.likes == 49)
  }

  @Test func `whoever goes away meanwhile takes nobody else along`() async throws {
    let newswire = try await Newswire()
    let note = try #require(try await newswire.tell(["Wind"], by: "mill").first).description
    let scribe = Scribe(store: newswire.store, now: { Newswire.now })
    let tasks = (0..<60).map { number in
      let receipt = like(number, of: note)
      return Task { try await scribe.attending { try await scribe.write(receipt) } }
    }
    for task in tasks.enumerated() where task.offset.isMultiple(of: 3) { task.element.cancel() }
    for task in tasks { #expect(try await task.value == .taken) }
    #expect(try await newswire.store.tallies(of: [note])[note]?.likes == 60)
    // It goes on as if nothing had been.
    #expect(try await scribe.write(like(60, of: note)) == .taken)
    #expect(try await scribe.write(like(60, of: note)) == .known)
  }
}
