import Markup
import Testing
import ThreadTime

struct HTMLPageTests {
  private let address = BaseAddress("https://coop.example/blog/post?x")

  @Test func `a page names its title, its feeds and its other addresses`() {
    let page = HTMLPage(
      """
      <!doctype html><html><head><title> Die\n Genossenschaft &amp; wir </title>
      <link rel="alternate" type="application/rss+xml" title="RSS &auml;" href="../feed?a=1&amp;b=2">
      <link rel='ALTERNATE nofollow' type='Application/Atom+XML; charset=utf-8' href=/atom>
      <link rel=alternate type=application/feed+json href=//b.example/feed.json />
      <link rel=alternate type=application/json href=/wp-json/1><link rel=alternate hreflang=en href=/en>
      <link rel=alternate type=text/html href=/x><link rel=stylesheet href=/x.css>
      <link rel=alternate type=application/activity+json href=/ap/1>
      <link rel="canonical" href="https://coop.example/blog/post"><script>"<link rel=canonical href=/no>"</script>
      """, address: address)
    #expect(page.title == "Die Genossenschaft & wir")
    #expect(
      page.feeds.map(\.url) == [
        "https://coop.example/feed?a=1&b=2", "https://coop.example/atom",
        "https://b.example/feed.json",
        "https://coop.example/wp-json/1",
      ])
    #expect(
      page.feeds.map(\.type) == [
        "application/rss+xml", "application/atom+xml", "application/feed+json", "application/json",
      ])
    #expect(page.feeds.map(\.title) == ["RSS ä", nil, nil, nil])
    #expect(page.canonical == "https://coop.example/blog/post")
    #expect(page.activity == "https://coop.example/ap/1")
  }

  @Test func `the first base element counts`() {
    let page = HTMLPage(
      "<base href=/a/><base href=/b/><link rel=alternate type=application/rss+xml href=feed>",
      address: address)
    #expect(page.feeds.map(\.url) == ["https://coop.example/a/feed"])
  }

  @Test func `links in comments, scripts and to code do not count`() {
    let page = HTMLPage(
      """
      <!-- <link rel=canonical href=/a> --><textarea><link rel=canonical href=/b></textarea>
      <link rel=canonical href=javascript:x><svg><title>no</title></svg><base href=javascript:x>
      """, address: address)
    #expect(page.canonical == nil)
    #expect(page.title == nil)
  }

  @Test func `bytes that are no UTF-8 and half a tag are read as far as they go`() {
    let bytes =
      Array("<title>a".utf8) + [0xFF, 0xE4] + Array("b</title><link rel=canonical href=".utf8)
    #expect(HTMLPage(bytes, address: address).title == "a\u{FFFD}\u{FFFD}b")
    #expect(HTMLPage([], address: nil) == HTMLPage("", address: nil))
  }

  @Test func `S16: only the first 512 KiB are read`() {
    let html = String(repeating: " ", count: HTMLPage.inputLimit) + "<title>late</title>"
    #expect(HTMLPage(html, address: nil).title == nil)
  }

  @Test(arguments: [
    "<link rel=alternate ", "<", "<!--", "<script>", "<svg>", "<a b='", "<title>", "<textarea><",
    "</title", "<base>", "&", "<b ",
    "<link rel='alternate' type='application/rss+xml' href=x>", "<svg><title>", "<style></styl",
  ]) func `S16: a hostile page costs linear time`(piece: String) {
    let html = String(repeating: piece, count: HTMLPage.inputLimit / piece.utf8.count)
    let duration = threadTime { _ = HTMLPage(html, address: address) }
    #expect(duration < .seconds(3))
  }

  @Test(arguments: [
    "<!DOCTYPE html>", "\u{FEFF}\n <!doctype HTML>x", "<html lang=de>", "<!-- x --><head>",
    "<?xml version='1.0'?><html>",
    "<body>", "<title>x", "<div>",
  ]) func `a web page is known by how it begins`(text: String) {
    #expect(HTMLPage.looksLikeHTML(text.utf8))
  }

  @Test(arguments: [
    "", "<rss>", "<?xml version='1.0'?><feed>", "{}", "plain", "<html:html>", "<divx>",
    "<!doctype rss>", "<!--", "<headline>",
  ]) func `other documents are no web page`(text: String) {
    #expect(!HTMLPage.looksLikeHTML(text.utf8))
  }
}
