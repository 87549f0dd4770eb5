import Testing

@testable import Fetching

@Suite struct WebAddressTests {
  @Test(
    arguments: [
      ("https://Example.ORG", "https://example.org/", "example.org:443"),
      ("https:///example.org/x", "https://example.org/x", "example.org:443"),
      ("https://example.org:8443/", "https://example.org:8443/", "example.org:8443"),
      ("HTTP://example.org:80/a#b", "http://example.org/a", "example.org:80"),
      (" https://example.org./x\n", "https://example.org./x", "example.org:443"),
      (
        "https://bücher.example/ä b?q=ü", "https://xn--bcher-kva.example/%c3%a4%20b?q=%c3%bc",
        "xn--bcher-kva.example:443"
      ),
      ("http://2130706433/", "http://127.0.0.1/", "127.0.0.1:80"),
      ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1:80"),
      ("http://0177.0.0.1/", "http://127.0.0.1/", "127.0.0.1:80"),
      ("http://[::1]:8080/", "http://[::1]:8080/", "[::1]:8080"),
    ])
  func `addresses are normalised`(text: String, normal: String, authority: String) throws {
    let address = try WebAddress(text)
    #expect(address.text == normal)
    #expect(address.authority == authority)
  }

  @Test(
    arguments: [
      "", "feed", "//example.org/", "file:///etc/passwd", "ftp://example.org/", "mailto:a@b",
      "https://", "http://example.org:99999/", "http://example.org:0/",
      "http://exa mple.org/", "http://example.org/a\r\nHost: evil", "http://a\u{0}b/",
      "http://user:secret@example.org/", "https://[::1", "javascript:alert(1)",
    ])
  func `what cannot be fetched is refused`(text: String) {
    #expect(throws: FetchError.self) { try WebAddress(text) }
  }

  @Test func `no password gets into a message`() {
    let error = #expect(throws: FetchError.self) {
      try WebAddress("https://me:s3cret@example.org/feed?x=@")
    }
    let message = error?.description ?? ""
    #expect(message.contains("https://example.org/feed?x=@"))
    #expect(!message.contains("s3cret"))
  }

  @Test(
    arguments: [
      ("/other", "https://example.org/other"), ("next", "https://example.org/a/next"),
      ("../b", "https://example.org/b"), ("?p=2", "https://example.org/a/feed?p=2"),
      ("//other.example/x", "https://other.example/x"), ("#top", "https://example.org/a/feed"),
      ("http://example.com", "http://example.com/"), ("/ä b", "https://example.org/%c3%a4%20b"),
    ])
  func `a location is resolved`(location: String, target: String) throws {
    #expect(try WebAddress("https://example.org/a/feed").following(location).text == target)
  }

  @Test(arguments: [
    "file:///etc/passwd", "gopher://x/", "https://a:b@c/", "https://[", "a\tb\u{1}",
  ])
  func `a location that cannot be fetched is refused`(location: String) {
    #expect(throws: FetchError.self) {
      try WebAddress("https://example.org/").following(location)
    }
  }
}
