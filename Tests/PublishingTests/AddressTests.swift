import Model
import Testing

@testable import Publishing

struct AddressTests {
  @Test(arguments: [
    ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
    (" http://a.example/ ", "http://a.example/"),
    ("https://a.example/ü b", "https://a.example/%C3%BC%20b"),
    ("https://a.example/\"><x", "https://a.example/%22%3E%3Cx"),
    ("HTTPS://A.example/", "HTTPS://A.example/"),
    ("https://a.example/?x[]=1#a#b", "https://a.example/?x%5B%5D=1#a%23b"),
    ("https://a.example/100%/%c3%A4", "https://a.example/100%25/%c3%A4"),
    ("https://[::1]:8080/[x]", "https://[::1]:8080/%5Bx%5D"),
    ("https://b\u{fc}ro.example/\u{e9}", "https://xn--bro-hoa.example/%C3%A9"),
  ])
  func `addresses are published in ASCII`(address: String, published: String) {
    #expect(WebAddress.published(address) == published)
  }

  @Test(arguments: [
    "/relative", "relative", "", "//host/path", "javascript:alert(1)", "data:text/html,x",
    "https://", "https:///x", "https://?x", "http://#x", "ftp://a.example/", "http:",
  ])
  func `what is no address of the web is not published`(address: String) {
    #expect(WebAddress.published(address) == nil)
  }

  @Test(arguments: [
    ("https://a.example/x?utm_source=rss&id=7#top", "https://a.example/x?id=7#top"),
    ("https://a.example/x?fbclid=1", "https://a.example/x"),
    ("https://a.example/x?b=2&a=1", "https://a.example/x?b=2&a=1"),
    ("https://a.example/x?#utm_source=y", "https://a.example/x?#utm_source=y"),
  ])
  func `links do not say where a reader comes from`(address: String, followed: String) {
    #expect(WebAddress.followed(address) == followed)
  }

  @Test(arguments: [
    ("post@example.coop", "post@example.coop (Funk)"),
    ("mailto:post@example.coop", "post@example.coop (Funk)"),
    ("https://example.coop/kontakt", nil), ("post@", nil), ("@host", nil), ("a b@c.de", nil),
    ("post@localhost", nil),
  ])
  func `only a plain mailbox stands in RSS`(contact: String, mailbox: String?) {
    #expect(Contact(contact)?.mailbox(name: "Funk") == mailbox)
  }

  @Test func `every listing has its addresses`() {
    let folder = Listing(.folder(Sample.energy), language: "de")
    #expect(folder.pagePath() == "/c/energie?lang=de")
    #expect(folder.feedPath(.rss) == "/c/energie/feed.rss?lang=de")
    #expect(Listing.river.feedPath(.atom) == "/feed.atom")
    #expect(Listing(.source(Sample.wind)).feedPath(.json) == "/@coop1/feed.json")
    #expect(Listing(.tag("größe/1")).pagePath() == "/tags/gr%C3%B6%C3%9Fe%2F1")
    #expect(Listing(.tag("x")).feedPath(.atom) == nil)
    let id = Sample.entry().id
    #expect(folder.pagePath(.before(id)) == "/c/energie?lang=de&before=\(id)")
    #expect(Listing.river.pagePath(.after(id)) == "/?after=\(id)")
  }

  @Test(arguments: [
    ("de", "de"), ("de-AT", "de-AT"), ("DE_at", "de"), ("deutsch", nil), ("", nil), ("x", nil),
    ("zh-Hant-TW", "zh-Hant-TW"), ("en-\"><b", "en"), ("de--x", "de"),
  ])
  func `only language tags are languages`(tag: String, valid: String?) {
    #expect(LanguageTag.valid(tag) == valid)
  }

  @Test func `files get a type and a length that feeds accept`() throws {
    let file = try #require(
      Attachment(Entry.Enclosure(url: "https://a.example/x.mp3?y", type: "nonsense", length: -4)))
    #expect(file.type == "audio/mpeg")
    #expect(file.length == 0)
    #expect(file.fileName == "x.mp3")
    #expect(Attachment(Entry.Enclosure(url: "/x.mp3")) == nil)
    let odd = Entry.Enclosure(url: "https://a.example/x", type: "Audio/MPEG; rate=1")
    #expect(Attachment(odd)?.type == "audio/mpeg")
  }
}
