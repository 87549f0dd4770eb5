import Foundation
import Model
import Store
import Testing

@testable import Federation

struct NoteTests {
  private static let id = EntryID(rawValue: 1_790_000_000 << 20 | 7)
  private static let published = Date(timeIntervalSince1970: 1_789_990_000)
  private let writer = NoteWriter(site: Newswire.site, now: Newswire.now)

  private func told(
    _ subscription: Subscription = Newswire.mill, showing shown: Subscription? = nil,
    _ change: (inout IndexEntry) -> Void = { _ in }
  ) throws -> ToldEntry {
    let source = source(subscription, number: 1)
    var entry = IndexEntry(
      id: Self.id, sourceID: source.id, atomID: "tag:mill.example,2026:1",
      url: "https://mill.example/mehl", title: "Mehl & mehr", excerpt: "Über <Öl> und Ähren.",
      language: "de-AT", published: Self.published, updated: Self.published,
      firstSeen: Newswire.now.addingTimeInterval(-60))
    change(&entry)
    let other = shown.map { self.source($0, number: 2) }
    return try #require(ToldEntry(entry, by: source, showing: other ?? source))
  }

  private func source(_ subscription: Subscription, number: Int64) -> Source {
    Source(
      id: Source.ID(rawValue: number), subscription: subscription,
      handle: subscription.handle ?? "mill", added: Self.published,
      state: FetchState(nextCheck: Newswire.now))
  }

  private func note(
    _ subscription: Subscription = Newswire.mill, _ change: (inout IndexEntry) -> Void = { _ in }
  ) throws -> [String: Any] {
    try Document(writer.note(told(subscription, change))).json()
  }

  private func content(
    _ subscription: Subscription = Newswire.mill, _ change: (inout IndexEntry) -> Void = { _ in }
  ) throws -> String {
    try #require(try note(subscription, change)["content"] as? String)
  }

  @Test func `words and pictures are told as sparingly as either source asks for`() throws {
    var free = Newswire.mill
    free.content = .full
    free.showsImages = true
    var strict = Newswire.mill
    strict.content = .title
    strict.federation = .unlisted
    strict.warning = "Food"
    for (author, shown) in [(free, strict), (strict, free)] {
      let told = try told(author, showing: shown) { entry in
        entry.contentHTML = "<p>Long words</p>"
        entry.imageURL = "https://mill.example/a.png"
      }
      let note = writer.note(told)
      #expect(!note.content.contains("words") && !note.content.contains("Ähren"))
      #expect(note.summary == "Food" && note.sensitive)
      #expect(note.attachment.count == 1)
      #expect(note.cc == [Audience.everybody])
    }
    let told = try told(free, showing: free) { $0.imageURL = "https://mill.example/a.png" }
    #expect(writer.note(told).attachment.count == 2)
  }

  private static let golden = """
    {"id": "https://news.example.coop/ap/notes/\(id)", "type": "Note",
     "attributedTo": "https://news.example.coop/ap/users/mill",
     "to": ["https://www.w3.org/ns/activitystreams#Public"],
     "cc": ["https://news.example.coop/ap/users/mill/followers"],
     "published": "2026-09-21T11:26:40Z", "url": "https://news.example.coop/e/\(id)",
     "sensitive": false,
     "content": "\(body)", "contentMap": {"de": "\(body)"},
     "tag": [
      {"type": "Hashtag", "href": "https://news.example.coop/tags/getreide", "name": "#Getreide"},
      {"type": "Hashtag", "href": "https://news.example.coop/tags/gr%C3%BCne-energie",
       "name": "#GrüneEnergie"}],
     "attachment": [
      {"type": "Link", "href": "https://mill.example/mehl", "mediaType": "text/html"}],
     "replies": {"id": "https://news.example.coop/ap/notes/\(id)/replies", "type": "Collection",
      "totalItems": 0},
     "likes": {"id": "https://news.example.coop/ap/notes/\(id)/likes", "type": "Collection",
      "totalItems": 0},
     "shares": {"id": "https://news.example.coop/ap/notes/\(id)/shares", "type": "Collection",
      "totalItems": 0},
     "context": "https://news.example.coop/ap/notes/\(id)/context",
     "conversation": "https://news.example.coop/ap/notes/\(id)/context",
     "interactionPolicy": {
      "canAnnounce": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]},
      "canLike": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]},
      "canQuote": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]},
      "canReply": {"automaticApproval": ["https://www.w3.org/ns/activitystreams#Public"]}},
     "generator": {"type": "Application", "id": "https://news.example.coop/ap/actor",
      "name": "Coopwire"}}
    """
  private static let body =
    #"<p><strong>Mehl &amp; mehr</strong></p><p>Über &lt;Öl&gt; und Ähren.</p>"#
    + #"<p><a href=\"https://mill.example/mehl\" rel=\"nofollow noopener noreferrer\">"#
    + #"mill.example/…</a></p>"#
    + #"<p><a href=\"https://news.example.coop/tags/getreide\" class=\"mention hashtag\" rel=\"tag\">"#
    + ##"#<span>Getreide</span></a> "##
    + #"<a href=\"https://news.example.coop/tags/gr%C3%BCne-energie\" class=\"mention hashtag\""#
    + ##" rel=\"tag\">#<span>GrüneEnergie</span></a></p>"##

  private static func tagged(_ subscription: inout Subscription) {
    subscription.tags = ["Getreide"]
  }

  @Test func `a note is what the golden one is`() throws {
    var subscription = Newswire.mill
    Self.tagged(&subscription)
    let note = writer.note(
      try told(subscription) { $0.categories = [Category(term: "grüne Energie")] })
    #expect(try Document(note).readable() == Document.readable(Self.golden))
  }

  @Test func `creating it wraps the same note`() throws {
    let told = try told()
    let note = writer.note(told)
    let json = try Document(writer.create(note, .entry(Self.id))).json()
    #expect(json["id"] as? String == note.id + "/activity")
    #expect(json["type"] as? String == "Create")
    #expect(json["actor"] as? String == note.attributedTo)
    #expect(json["to"] as? [String] == note.to)
    #expect(json["cc"] as? [String] == note.cc)
    #expect(json["published"] as? String == "2026-09-21T11:26:40Z")
    let object = try #require(json["object"] as? NSDictionary)
    #expect(object == NSDictionary(dictionary: try Document(note).json()))
  }

  @Test func `an edit carries the whole golden note, and when it was made`() throws {
    var subscription = Newswire.mill
    Self.tagged(&subscription)
    let told = try told(subscription) {
      $0.categories = [Category(term: "grüne Energie")]
      $0.updated = Newswire.now.addingTimeInterval(-30)
    }
    let update = try ActivityWriter(site: Newswire.site, now: Newswire.now).update(told)
    let golden = Self.golden.replacing(
      "\"url\"", with: "\"updated\": \"2026-09-21T14:12:50Z\", \"url\"")
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(update.body)) as? [String: Any])
    let object = try #require(json["object"] as? [String: Any])
    let written = try JSONSerialization.data(withJSONObject: object)
    #expect(
      try Document.readable(String(decoding: written, as: UTF8.self)) == Document.readable(golden))
    #expect(json["type"] as? String == "Update")
    #expect(json["actor"] as? String == object["attributedTo"] as? String)
    #expect(json["to"] as? [String] == object["to"] as? [String])
    #expect(json["cc"] as? [String] == object["cc"] as? [String])
    #expect(json["id"] as? String == Newswire.site.origin + update.path)
    #expect(Address(path: update.path) != nil)
  }

  @Test func `a boost is what the golden one is`() throws {
    let actor = LocalActor(handle: .merged, role: .merged)
    let golden = """
      {"id": "https://news.example.coop/ap/announces/news-\(Self.id)", "type": "Announce",
       "actor": "https://news.example.coop/ap/users/news",
       "published": "2026-09-21T14:12:20Z",
       "to": ["https://www.w3.org/ns/activitystreams#Public"],
       "cc": ["https://news.example.coop/ap/users/news/followers",
        "https://news.example.coop/ap/users/mill"],
       "object": "https://news.example.coop/ap/notes/\(Self.id)"}
      """
    let announce = writer.announce(try told(), by: actor)
    #expect(try Document(announce).readable() == Document.readable(golden))
  }

  @Test func `a boost is never older than its note`() throws {
    let announce = writer.announce(
      try told { $0.firstSeen = Self.published.addingTimeInterval(-9) },
      by: LocalActor(handle: .merged, role: .merged))
    #expect(announce.published == Self.published)
  }

  @Test func `an unlisted source's notes and their boosts stay out of public timelines`() throws {
    let everybody = ["https://www.w3.org/ns/activitystreams#Public"]
    let told = try told(Newswire.bakery)
    let followers = "https://news.example.coop/ap/users/bakery/followers"
    #expect(writer.note(told).to == [followers])
    #expect(writer.note(told).cc == everybody)
    let announce = writer.announce(told, by: LocalActor(handle: .merged, role: .merged))
    #expect(announce.to == ["https://news.example.coop/ap/users/news/followers"])
    #expect(announce.cc == everybody + ["https://news.example.coop/ap/users/bakery"])
  }

  @Test func `a warning becomes the summary, and nothing else does`() throws {
    let warned = try note(Newswire.subscription("mill") { $0.warning = "Krieg & Gewalt" })
    #expect(warned["summary"] as? String == "Krieg & Gewalt")
    #expect(warned["sensitive"] as? Bool == true)
    let plain = try note()
    #expect(plain["summary"] == nil)
    #expect(plain["name"] == nil)
    #expect(plain["sensitive"] as? Bool == false)
  }

  @Test func `the content under its language is the content, byte for byte`() throws {
    let told = try told { $0.title = "Öl 👩‍🌾 & e\u{301}" }
    let json = try Document(writer.note(told)).json()
    let map = try #require(json["contentMap"] as? [String: String])
    let content = try #require(json["content"] as? String)
    #expect(map.keys.sorted() == ["de"])
    #expect(map["de"].map { Array($0.utf8) } == Array(content.utf8))
  }

  @Test func `without a language there is no content map`() throws {
    let json = try note(Newswire.subscription("mill") { $0.language = nil }) { $0.language = nil }
    #expect(json["contentMap"] == nil)
    let guessed = try note { $0.language = nil }
    #expect((guessed["contentMap"] as? [String: String])?.keys.first == "de")
  }

  @Test func `updated is there only after an edit, and nothing is from the future`() throws {
    #expect(try note()["updated"] == nil)
    let edited = try note { $0.updated = $0.published.addingTimeInterval(60) }
    #expect(edited["updated"] as? String == "2026-09-21T11:27:40Z")
    let early = try note {
      $0.published = Newswire.now.addingTimeInterval(500)
      $0.updated = $0.published
    }
    #expect(early["published"] as? String == "2026-09-21T14:13:20Z")
    #expect(early["updated"] == nil)
  }

  @Test func `a document was last modified when what it shows was`() async throws {
    let newswire = try await Newswire()
    let id = try #require(try await newswire.tell(["One"], by: "mill").first)
    let published = Newswire.now.addingTimeInterval(-3600)
    let note = Address.note(.entry(id)).url(at: Newswire.site)
    #expect(try await newswire.answer(note).lastModified == published)
    let later = Newswire.now.addingTimeInterval(700)
    try await newswire.tell(["One"], by: "mill", now: later) {
      $0.published = published
      $0.url = "https://mill.example/moved"
    }
    let edited = try await newswire.answer(note, now: later)
    #expect(edited.lastModified == later)
    #expect(try edited.json()["updated"] as? String == "2026-09-21T14:25:00Z")
  }

  @Test func `each policy shows as much as it allows`() throws {
    let html = "<p>" + String(repeating: "Wort ", count: 200) + "</p>"
    let title = try content(Newswire.subscription("mill") { $0.content = .title }) {
      $0.contentHTML = html
    }
    #expect(!title.contains("Ähren") && !title.contains("Wort"))
    #expect(title.hasPrefix("<p><strong>Mehl &amp; mehr</strong></p><p><a "))
    #expect(try content { $0.contentHTML = html }.contains("Ähren"))
    let full = try content(Newswire.subscription("mill") { $0.content = .full }) {
      $0.contentHTML = html
    }
    let words = full.components(separatedBy: "Wort").count - 1
    #expect((70...80).contains(words))
    #expect(full.contains("Wort…</p>"))
  }

  @Test func `without a title there is no bold paragraph`() throws {
    let content = try content { $0.title = "" }
    #expect(content.hasPrefix("<p>Über"))
    #expect(!content.contains("<strong>"))
  }

  @Test func `an entry without anything leads to its page`() throws {
    let content = try content {
      $0.title = ""
      $0.excerpt = ""
      $0.url = nil
    }
    #expect(content.contains("<a href=\"https://news.example.coop/e/\(Self.id)\""))
  }

  @Test(arguments: ["javascript:alert(1)", "ftp://mill.example/x", "https://a:b@mill.example/", ""])
  func `only addresses of the web become links`(url: String) throws {
    let json = try note { $0.url = url }
    #expect((json["attachment"] as? [Any])?.isEmpty == true)
    #expect((json["content"] as? String)?.contains("<a") == false)
  }

  @Test func `addresses are shown by their true host and written in ASCII`() throws {
    let content = try content { $0.url = "https://mill.example@other.example/über?a=1&b=\"2\"" }
    #expect(content.contains(">other.example/…</a>"))
    #expect(
      content.contains("href=\"https://mill.example@other.example/%C3%BCber?a=1&amp;b=%222%22\""))
  }

  @Test func `pictures come first, and only where their source permits them`() throws {
    let permitting = Newswire.subscription("mill") { $0.showsImages = true }
    let picture = "https://mill.example/bild.JPG?w=9"
    let change: (inout IndexEntry) -> Void = {
      $0.imageURL = picture
      $0.enclosures = [Entry.Enclosure(url: picture, type: "image/jpeg", title: "Ein Sack Mehl")]
    }
    #expect((try note(Newswire.mill, change)["attachment"] as? [Any])?.count == 1)
    let attachments = try #require(
      try note(permitting, change)["attachment"] as? [[String: String]])
    #expect(attachments.map { $0["type"] } == ["Image", "Link"])
    #expect(
      attachments.first == [
        "type": "Image", "mediaType": "image/jpeg", "url": picture, "name": "Ein Sack Mehl",
      ])
    for url in ["http://mill.example/bild.jpg", "https://mill.example/bild.php", "bild.png"] {
      let other = try note(permitting) { $0.imageURL = url }
      #expect((other["attachment"] as? [Any])?.count == 1, "\(url)")
    }
    let mute = try note(permitting) { $0.imageURL = picture }["attachment"] as? [[String: String]]
    #expect(mute?.first?["name"] == nil)
  }
}
