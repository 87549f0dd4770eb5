import Markup
import Testing

struct BaseAddressTests {
  private func resolved(_ reference: String, against base: String) -> String? {
    BaseAddress(base)?.resolve(reference)
  }

  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
    ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"),
    ("g?y", "http://a/b/c/g?y"),
    ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"),
    (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"), ("g;x?y#s", "http://a/b/c/g;x?y#s"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
    ("..", "http://a/b/"),
    ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
    ("../../", "http://a/"),
    ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
    ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."),
    (".g", "http://a/b/c/.g"),
    ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
    ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
    ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ("g#s/./x", "http://a/b/c/g#s/./x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ("http:g", "http://a/b/c/g"),
  ]) func `the examples of RFC 3986 hold`(reference: String, expected: String) {
    #expect(resolved(reference, against: "http://a/b/c/d;p?q") == expected)
  }

  @Test(arguments: [
    ("  \t/x \n", "https://a.example/x"), ("/a\nb\tc\rd", "https://a.example/abcd"),
    ("\\x\\y", "https://a.example/x/y"), ("\\\\b.example\\x", "https://b.example/x"),
    ("x\\y?z\\w#\\", "https://a.example/p/x/y?z\\w#\\"), ("a b", "https://a.example/p/a%20b"),
    ("?q=a b", "https://a.example/p/q?q=a%20b"), ("\"<>", "https://a.example/p/%22%3C%3E"),
    ("ä/ö", "https://a.example/p/ä/ö"), ("%7Ex", "https://a.example/p/%7Ex"),
    ("HTTPS://B.example/x", "https://B.example/x"), ("https:x", "https://a.example/p/x"),
    ("https:/x", "https://a.example/x"), ("http:/x", "http://x"), ("http:x", "http://x"),
    ("https:\\\\b.example", "https://b.example"),
    ("https:////b.example/x", "https://b.example/x"),
    ("https://b.example/a/../c/./d", "https://b.example/c/d"),
    ("https://b.example?x=/../y", "https://b.example?x=/../y"),
    ("mailto:a@b.example", "mailto:a@b.example"),
    ("MAILTO:a@b.example", "mailto:a@b.example"), ("urn:x:y", "urn:x:y"),
    ("1:2", "https://a.example/p/1:2"),
    ("//b.example", "https://b.example"), ("//b.example/../x", "https://b.example/x"),
    ("#", "https://a.example/p/q?r#"), ("\u{0}x", "https://a.example/p/x"),
    ("x//y/../z", "https://a.example/p/x//z"),
  ]) func `references are read as browsers read them`(reference: String, expected: String) {
    #expect(resolved(reference, against: "https://a.example/p/q?r#s") == expected)
  }

  @Test func `a base without a path has the root as its directory`() {
    #expect(resolved("x", against: "http://a.example") == "http://a.example/x")
    #expect(resolved("../x", against: "http://a.example?q") == "http://a.example/x")
    #expect(resolved("?x", against: "http://a.example") == "http://a.example?x")
    #expect(resolved("", against: "http://a.example#f") == "http://a.example")
  }

  @Test func `under an address without a hierarchy nothing is relative`() {
    #expect(resolved("x/y", against: "urn:uuid:1") == "x/y")
    #expect(resolved("#x", against: "mailto:a@b.example") == "#x")
    #expect(resolved("http://a.example/", against: "urn:x") == "http://a.example/")
  }

  @Test(arguments: [
    "", "x", "/x", "//a.example", ":x", "1a:b", "javascript:x", "JavaScript://a/%0Ax", "data:,x",
    "http:", "https:///x",
  ])
  func `relative addresses and code are no base`(address: String) {
    #expect(BaseAddress(address) == nil)
  }

  @Test func `a base keeps its query and loses its fragment`() {
    #expect(BaseAddress(" HTTP://a.example/x?y#z ")?.address == "http://a.example/x?y")
    #expect(BaseAddress("http://a.example")?.isWeb == true)
    #expect(BaseAddress("ftp://a.example")?.isWeb == false)
  }

  @Test func `a long way up takes no more time than its length`() {
    let reference =
      String(repeating: "a/", count: 200_000) + String(repeating: "../", count: 200_000)
    #expect(resolved(reference, against: "http://a.example/") == "http://a.example/")
  }

  @Test func `no reference stops the program`() {
    var random = HTMLSeededRandom(seed: 3)
    let pieces = [
      "http:", "//", "/", "\\", "..", ".", "?", "#", ":", "a", "%", "ä", "\u{0}", "\n", "@", "[",
      "]",
    ]
    for _ in 0..<2_000 {
      let base = (0..<random.below(8)).map { _ in pieces[random.below(pieces.count)] }.joined()
      let reference = (0..<random.below(8)).map { _ in pieces[random.below(pieces.count)] }.joined()
      guard let address = BaseAddress(base) else { continue }
      let once = address.resolve(reference)
      #expect(
        address.isWeb ? address.resolve(once) == once : true,
        "\(address) \(reference.debugDescription) \(once)")
    }
  }
}
