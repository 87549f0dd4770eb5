import Foundation
import Model
import Testing

@testable import Federation

struct ActorTests {
  private static let added = Date(timeIntervalSince1970: 1_700_000_000)
  private let writer = ActorWriter(site: Newswire.site)

  private func json(_ handle: Handle, _ role: LocalActor.Role) throws -> String {
    let object = writer.object(
      of: LocalActor(handle: handle, role: role), publicPEM: "PEM", founded: Self.added)
    return try Document(object).readable()
  }

  private func source(_ change: (inout Source) -> Void = { _ in }) -> Source {
    var source = Source(
      id: Source.ID(rawValue: 1), subscription: Newswire.mill, handle: "mill", added: Self.added,
      state: FetchState(nextCheck: Newswire.now))
    source.subscription.description = "Mehl &lt;frisch> & <b>fein</b>"
    source.subscription.licence = "https://creativecommons.org/licenses/by/4.0/"
    change(&source)
    return source
  }

  /// What all actors but the server's own have in common.
  private static func golden(
    _ handle: String, type: String = "Service", name: String, isOpen: Bool = true,
    summary: String, fields: String, id: String? = nil, page: String? = nil
  ) -> String {
    let id = id ?? "https://news.example.coop/ap/users/" + handle
    return """
      {"@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1",
        "https://purl.archive.org/socialweb/webfinger",
        {"toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable",
         "indexable": "toot:indexable",
         "featured": {"@id": "toot:featured", "@type": "@id"},
         "featuredTags": {"@id": "toot:featuredTags", "@type": "@id"},
         "attributionDomains": {"@id": "toot:attributionDomains", "@type": "@id"},
         "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
         "sensitive": "as:sensitive", "Hashtag": "as:Hashtag", "schema": "http://schema.org#",
         "PropertyValue": "schema:PropertyValue", "value": "schema:value",
         "movedTo": {"@id": "as:movedTo", "@type": "@id"},
         "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"}}],
       "id": "\(id)", "type": "\(type)", "preferredUsername": "\(handle)",
       "webfinger": "\(handle)@news.example.coop", "name": "\(name)", "summary": "\(summary)",
       "url": "https://news.example.coop\(page ?? "/@" + handle)",
       "inbox": "\(id)/inbox", "outbox": "\(id)/outbox", "followers": "\(id)/followers",
       "following": "\(id)/following", "featured": "\(id)/collections/featured",
       "featuredTags": "\(id)/collections/tags",
       "endpoints": {"sharedInbox": "https://news.example.coop/ap/inbox"},
       "publicKey": {"id": "\(id)#main-key", "owner": "\(id)", "publicKeyPem": "PEM"},
       "manuallyApprovesFollowers": \(!isOpen), "discoverable": \(isOpen),
       "indexable": \(isOpen), "published": "2023-11-14T22:13:20Z",
       "updated": "2023-11-14T22:13:20Z",
       "icon": {"type": "Image", "mediaType": "image/png",
        "url": "https://news.example.coop/favicon.png", "summary": "Netzwerk & Co"},
       "attachment": [\(fields)\(fields.isEmpty ? "" : ",") \(operatorFields)], "tag": [],
       "attributionDomains": ["news.example.coop"],
       "generator": {"type": "Application", "id": "https://news.example.coop/ap/actor",
        "name": "Coopwire"}}
      """
  }

  private static let rel = #"rel=\"nofollow noopener noreferrer\""#
  private static let me = #"rel=\"me nofollow noopener noreferrer\""#

  private static func field(_ name: String, _ url: String, _ rel: String, _ shown: String) -> String
  {
    #"{"type": "PropertyValue", "name": "\#(name)", "#
      + #""value": "<a href=\"\#(url)\" \#(rel)>\#(shown)</a>"}"#
  }

  private static let operatorFields = [
    field("Impressum", "https://example.coop/impressum", rel, "example.coop/…"),
    field("Datenschutz", "https://example.coop/datenschutz", rel, "example.coop/…"),
    #"{"type": "PropertyValue", "name": "Kontakt", "#
      + #""value": "<a href=\"mailto:post@example.coop\">post@example.coop</a>"}"#,
  ].joined(separator: ",")
  private static let website = field(
    "Website", "https://news.example.coop/", me, "news.example.coop")

  private static func feed(_ path: String) -> String {
    let url = "https://news.example.coop" + path
    return field("Feed", url, rel, url)
  }

  @Test func `a source's actor is an unofficial mirror and says so`() throws {
    let home = #"<a href=\"https://mill.example/\" \#(Self.rel)>Mill</a>"#
    let contact = #"<a href=\"mailto:post@example.coop\">post@example.coop</a>"#
    let summary =
      "<p>Mehl &lt;frisch&gt; &amp; fein</p>"
      + "<p>Inoffizieller Spiegel von \(home), betrieben von Netzwerk &amp; Co "
      + "(news.example.coop). Widerspruch der Quelle: \(contact)</p>"
      + "<p>Unofficial mirror of \(home), run by Netzwerk &amp; Co "
      + "(news.example.coop). Opt-out for the source: \(contact)</p>"
    let fields = [
      Self.field("Website", "https://mill.example/", Self.me, "mill.example"),
      Self.feed("/@mill/feed.atom"),
      Self.field(
        "Quelle", "https://mill.example/feed.xml", Self.rel, "https://mill.example/feed.xml"),
      Self.field(
        "Lizenz", "https://creativecommons.org/licenses/by/4.0/", Self.rel,
        "creativecommons.org/…"),
    ]
    let golden = Self.golden(
      "mill", name: "Mill", summary: summary, fields: fields.joined(separator: ","))
    let handle = try #require(Handle("mill"))
    #expect(try json(handle, .source(source())) == Document.readable(golden))
  }

  @Test func `the merged actor says what it gathers`() throws {
    let golden = Self.golden(
      "news", name: "Netzwerk & Co",
      summary: "<p>Neues aus Genossenschaften, gesammelt von Netzwerk &amp; Co "
        + "(news.example.coop). Dieses Konto teilt, was die einzelnen Quellen veröffentlichen.</p>"
        + "<p>News from cooperatives, gathered by Netzwerk &amp; Co (news.example.coop). "
        + "This account boosts what each source publishes.</p>",
      fields: [Self.website, Self.feed("/feed.atom")].joined(separator: ","))
    #expect(try json(.merged, .merged) == Document.readable(golden))
  }

  @Test func `a folder's actor says what it is about`() throws {
    let folder = Folder(
      path: ["Wirtschaft", "Essen"], slug: "wirtschaft-essen", englishName: "Food & Drink")
    let golden = Self.golden(
      "essen", name: "Netzwerk & Co: Wirtschaft / Essen",
      summary: "<p>Neues aus Genossenschaften zum Thema „Essen“, gesammelt von Netzwerk &amp; Co "
        + "(news.example.coop). Dieses Konto teilt, was die einzelnen Quellen veröffentlichen.</p>"
        + "<p>News from cooperatives about “Food &amp; Drink”, gathered by Netzwerk &amp; Co "
        + "(news.example.coop). This account boosts what each source publishes.</p>",
      fields: [Self.website, Self.feed("/c/wirtschaft-essen/feed.atom")].joined(separator: ","))
    let handle = try #require(Handle("essen"))
    #expect(try json(handle, .folder(folder)) == Document.readable(golden))
  }

  @Test func `the server's own actor is an application that takes no followers`() throws {
    let golden = Self.golden(
      "coopwire", type: "Application", name: "Netzwerk & Co", isOpen: false,
      summary: "<p>Das Konto des Servers von Netzwerk &amp; Co (news.example.coop). "
        + "Es schreibt nichts.</p><p>The account of the server of Netzwerk &amp; Co "
        + "(news.example.coop). It posts nothing.</p>",
      fields: Self.website, id: "https://news.example.coop/ap/actor", page: "/about")
    #expect(try json(.instance, .instance) == Document.readable(golden))
  }

  @Test func `a site in English says everything once`() throws {
    var site = Newswire.site
    site.language = "en-GB"
    let profile = ActorProfile(
      actor: LocalActor(handle: .merged, role: .merged), site: site)
    #expect(profile.summary.components(separatedBy: "<p>").count == 2)
    #expect(profile.fields.map(\.name) == ["Website", "Feed", "Imprint", "Privacy", "Contact"])
  }

  @Test func `a source without a page, a licence or a mail address gets no empty lines`() throws {
    var site = Newswire.site
    site.contact = nil
    site.imprint = nil
    site.privacy = nil
    let source = source {
      $0.subscription.homePageURL = nil
      $0.subscription.licence = nil
      $0.subscription.description = nil
      $0.subscription.feedURL = "https://user:secret@mill.example/feed"
    }
    let profile = ActorProfile(
      actor: LocalActor(handle: try #require(Handle("mill")), role: .source(source)), site: site)
    #expect(profile.fields.map(\.name) == ["Feed"])
    #expect(profile.summary.contains("https://news.example.coop/about"))
    #expect(!profile.summary.contains("secret"))
  }

  @Test func `the words of a source cannot break out of its profile`() throws {
    let source = source {
      $0.subscription.title = "<script>alert(1)</script>"
      $0.subscription.homePageURL = "javascript:alert(1)"
      $0.subscription.licence = "\"><b>"
      $0.subscription.description = "<img src=x onerror=alert(1)>Hallo"
    }
    let profile = ActorProfile(
      actor: LocalActor(handle: try #require(Handle("mill")), role: .source(source)),
      site: Newswire.site)
    let html = profile.summary + profile.fields.map(\.value).joined()
    for word in ["<script", "<img", "<b>", "javascript:"] { #expect(!html.contains(word)) }
  }
}
