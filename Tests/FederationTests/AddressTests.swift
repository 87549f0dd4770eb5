import Model
import Testing

@testable import Federation

struct AddressTests {
  private static let id = EntryID(rawValue: 1_790_000_000 << 20)
  private static let handle = Handle("mill_2")

  private static func all() throws -> [(Address, String)] {
    let mill = try #require(handle)
    let note = NoteName.entry(id)
    let intro = NoteName.introduction(.merged)
    return [
      (.actor(.instance), "/ap/actor"), (.inbox(.instance), "/ap/actor/inbox"),
      (.outbox(.instance), "/ap/actor/outbox"), (.followers(.instance), "/ap/actor/followers"),
      (.actor(.merged), "/ap/users/news"), (.sharedInbox, "/ap/inbox"),
      (.inbox(mill), "/ap/users/mill_2/inbox"), (.outbox(mill), "/ap/users/mill_2/outbox"),
      (.followers(mill), "/ap/users/mill_2/followers"),
      (.following(mill), "/ap/users/mill_2/following"),
      (.featured(mill), "/ap/users/mill_2/collections/featured"),
      (.featuredTags(mill), "/ap/users/mill_2/collections/tags"),
      (.note(note), "/ap/notes/\(id)"), (.create(note), "/ap/notes/\(id)/activity"),
      (.replies(note), "/ap/notes/\(id)/replies"), (.likes(note), "/ap/notes/\(id)/likes"),
      (.shares(note), "/ap/notes/\(id)/shares"), (.context(note), "/ap/notes/\(id)/context"),
      (.note(intro), "/ap/notes/intro-news"),
      (.create(intro), "/ap/notes/intro-news/activity"),
      (.announce(by: mill, of: id), "/ap/announces/mill_2-\(id)"),
    ]
  }

  @Test func `every id is read as it is written`() throws {
    for (address, path) in try Self.all() {
      #expect(address.path == path)
      #expect(Address(path: path) == address, "\(path)")
      #expect(Address(path: path + "/") == nil, "\(path)/")
      #expect(Address(path: path + "?page=true") == nil)
      #expect(Address(path: path + "x") != address)
    }
  }

  @Test(arguments: [
    "", "/", "/ap", "/ap/", "/ap//", "ap/actor", "/AP/actor", "/ap/Actor", "/ap/actor//inbox",
    "/ap/users", "/ap/users/", "/ap/users/coopwire", "/ap/users/NEWS", "/ap/users/n",
    "/ap/users/a-b", "/ap/users/%6Eews", "/ap/users/news/collections",
    "/ap/users/news/collections/featured/x", "/ap/notes", "/ap/notes/", "/ap/notes/1",
    "/ap/notes/intro-", "/ap/notes/intro-N", "/ap/notes/news", "/ap/notes/zzzzzzzzzzzzz",
    "/ap/announces/news", "/ap/announces/news-1", "/ap/announces/news-0000000000000-x",
    "/ap/activities/0000000000000", "/ap/inbox/x", "//ap/actor",
  ])
  func `what we never write is nothing`(path: String) {
    #expect(Address(path: path) == nil)
  }

  @Test func `boosts of one entry by two actors have two ids`() throws {
    let mill = try #require(Self.handle)
    #expect(
      Address.announce(by: mill, of: Self.id).path
        != Address.announce(by: .merged, of: Self.id).path)
  }

  @Test func `people who open an id are shown a page`() throws {
    for (address, path) in try Self.all() {
      let twin = address.htmlTwin
      if address.isInbox {
        #expect(twin == nil)
      } else if path.contains(Self.id.description) {
        #expect(twin == "/e/\(Self.id)")
      } else if path.hasPrefix("/ap/actor") {
        #expect(twin == "/about")
      } else {
        #expect(twin == (path.contains("news") ? "/@news" : "/@mill_2"), "\(path)")
      }
    }
  }
}
