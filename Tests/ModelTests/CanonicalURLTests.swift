import Testing

@testable import Model

@Suite struct CanonicalURLTests {
  static let table: [(written: String, canonical: String)] = [
    ("https://example.org/a", "https://example.org/a"),
    ("http://example.org/a", "https://example.org/a"),
    ("HTTPS://Example.ORG/A", "https://example.org/A"),
    ("  https://example.org/a\n", "https://example.org/a"),
    ("https://example.org/lo\n\tng", "https://example.org/long"),
    // Hosts and ports
    ("https://www.example.org/", "https://example.org/"),
    ("https://WWW.example.org", "https://example.org/"),
    ("https://www.coop/", "https://www.coop/"),
    ("https://www2.example.org/", "https://www2.example.org/"),
    ("https://example.org:443/a", "https://example.org/a"),
    ("http://example.org:80/a", "https://example.org/a"),
    ("https://example.org:80/a", "https://example.org:80/a"),
    ("https://example.org:8443/a", "https://example.org:8443/a"),
    ("https://example.org:/a", "https://example.org/a"),
    ("https://bücher.example/neu", "https://xn--bcher-kva.example/neu"),
    ("https://BÜCHER.example/neu", "https://xn--bcher-kva.example/neu"),
    ("https://b%C3%BCcher.example/", "https://xn--bcher-kva.example/"),
    ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
    ("https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
    ("https://me:pass@example.org/a", "https://me:pass@example.org/a"),
    // Paths
    ("https://example.org", "https://example.org/"),
    ("https://example.org/a/", "https://example.org/a"),
    ("https://example.org/a//", "https://example.org/a"),
    ("https://example.org//", "https://example.org/"),
    ("https://example.org/a/?x=1", "https://example.org/a?x=1"),
    ("https://example.org/%7eann/%41%2f", "https://example.org/~ann/A%2F"),
    ("https://example.org/stra%c3%9fe", "https://example.org/stra%C3%9Fe"),
    ("https://example.org/straße", "https://example.org/stra%C3%9Fe"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://example.org/%4", "https://example.org/%254"),
    // Fragments
    ("https://example.org/a#part", "https://example.org/a"),
    ("https://example.org/a#?x=1", "https://example.org/a"),
    ("https://example.org/#!/page/2", "https://example.org/#!/page/2"),
    // Queries
    ("https://example.org/a?", "https://example.org/a"),
    ("https://example.org?b=2&a=1", "https://example.org/?b=2&a=1"),
    ("https://example.org/a?&&x=1&", "https://example.org/a?x=1"),
    ("https://example.org/a?utm_source=rss&utm_medium=feed", "https://example.org/a"),
    ("https://example.org/a?id=7&UTM_Source=rss&p=2", "https://example.org/a?id=7&p=2"),
    ("https://example.org/a?mtm_kwd=x&pk_campaign=y&p=2", "https://example.org/a?p=2"),
    ("https://example.org/a?fbclid=1&gclid=2&igshid=3", "https://example.org/a"),
    ("https://example.org/a?mc_cid=1&mc_eid=2", "https://example.org/a"),
    ("https://example.org/a?ref=someone.example", "https://example.org/a"),
    ("https://example.org/a?at_medium=rss&at_campaign=64", "https://example.org/a"),
    ("https://example.org/a?source=rss&medium=2", "https://example.org/a?source=rss&medium=2"),
    ("https://example.org/a?reference=5", "https://example.org/a?reference=5"),
    ("https://example.org/a?%75tm_source=rss", "https://example.org/a"),
    ("https://example.org/a?q=%7e&r=a/b?c", "https://example.org/a?q=~&r=a/b?c"),
  ]

  @Test(arguments: table)
  func `an address has one canonical form`(written: String, canonical: String) {
    #expect(CanonicalURL(written)?.string == canonical)
  }

  @Test(arguments: table)
  func `the canonical form is its own`(written: String, canonical: String) {
    #expect(CanonicalURL(canonical)?.string == canonical)
  }

  @Test(arguments: [
    "", " ", "example.org/a", "//example.org/a", "/a", "mailto:ann@example.org", "urn:uuid:1",
    "https:", "https://", "https:///a", "http://?x", "https://:80/", "https://me@/",
    "javascript:alert(1)", "ftp://example.org/",
  ])
  func `what is no web address has none`(written: String) {
    #expect(CanonicalURL(written) == nil)
  }

  @Test(arguments: [
    ("https://www.example.org:8443/a", "example.org"),
    ("https://me:p@example.org/a@b:c", "example.org"),
    ("http://[2001:DB8::1]:8080/", "[2001:db8::1]"),
    ("http://[2001:DB8::1]/", "[2001:db8::1]"),
    ("http://bücher.example", "xn--bcher-kva.example"),
  ])
  func `the host stands alone`(written: String, host: String) {
    #expect(CanonicalURL(written)?.host == host)
  }

  @Test func `an address of a megabyte takes linear time`() {
    let long = "https://example.org/?" + String(repeating: "utm_a=%7E&b=/", count: 80_000)
    #expect(CanonicalURL(long)?.string.utf8.count ?? 0 > 80_000)
  }
}
