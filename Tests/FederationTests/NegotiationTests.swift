import Testing

@testable import Federation

struct NegotiationTests {
  private static let profile = "profile=\"https://www.w3.org/ns/activitystreams\""
  private static let browser =
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

  /// What was asked, what an id answers, what a page answers.
  private static let table: [([String], Negotiation, Negotiation)] = [
    // Mastodon fetching, searching and verifying.
    (["application/activity+json, application/ld+json"], .activityPub, .activityPub),
    (
      ["application/ld+json; \(profile), application/activity+json, text/html;q=0.1"],
      .activityPub, .activityPub
    ),
    (["application/jrd+json, application/json"], .activityPub, .html),
    // Misskey, Pixelfed, GoToSocial.
    (["application/activity+json, application/ld+json; \(profile)"], .activityPub, .activityPub),
    (["application/activity+json,application/ld+json;\(profile)"], .activityPub, .activityPub),
    // Akkoma sends two headers.
    (
      ["application/activity+json", "application/ld+json; \(profile)"], .activityPub, .activityPub
    ),
    (["APPLICATION/LD+JSON ; Profile=\"x, y; q=0\""], .activityPub, .activityPub),
    // Browsers, and browsers with an extension.
    ([browser], .html, .html),
    (["text/html"], .html, .html),
    (["application/xhtml+xml"], .html, .html),
    (["\(browser), application/activity+json"], .html, .html),
    (["text/html;q=0.9, application/activity+json"], .activityPub, .activityPub),
    (["application/activity+json;q=0.5, text/html"], .html, .html),
    (["application/activity+json, text/html"], .activityPub, .activityPub),
    (["text/html, application/activity+json"], .html, .html),
    // Nothing in particular.
    ([], .activityPub, .html),
    ([""], .activityPub, .html),
    (["*/*"], .activityPub, .html),
    (["application/*"], .activityPub, .html),
    (["text/*"], .html, .html),
    (["application/json"], .activityPub, .html),
    (["application/json;q=0.1, text/html"], .html, .html),
    // What we do not have, or are told to keep.
    (["image/png"], .notAcceptable, .html),
    (["application/activity+json;q=0"], .notAcceptable, .html),
    (["application/activity+json;q=0, */*"], .html, .html),
    (["application/activity+json;q=0, text/html;q=0.1"], .html, .html),
    (["nonsense, ;;, /, application/, */json"], .activityPub, .html),
  ]

  @Test(arguments: table)
  func `an id and a page answer what was asked for`(
    accept: [String], identifier: Negotiation, page: Negotiation
  ) {
    let header = AcceptHeader(accept)
    #expect(Negotiation(header, for: .identifier) == identifier)
    #expect(Negotiation(header, for: .page) == page)
  }

  @Test func `only a client that ranks a page first is a browser`() {
    #expect(AcceptHeader([Self.browser]).prefersHTML)
    #expect(!AcceptHeader(["*/*"]).prefersHTML)
    #expect(!AcceptHeader([]).prefersHTML)
    #expect(!AcceptHeader(["application/atom+xml, text/html;q=0.9"]).prefersHTML)
    #expect(AcceptHeader(["application/atom+xml;q=0.5", "text/html;q=0.9"]).prefersHTML)
  }

  @Test func `the closest range decides how welcome a type is`() {
    let header = AcceptHeader(["*/*;q=0.1, application/*;q=0.5, application/json;q=0.9"])
    #expect(header.quality(of: "application/json") == 0.9)
    #expect(header.quality(of: "application/xml") == 0.5)
    #expect(header.quality(of: "image/png") == 0.1)
    #expect(AcceptHeader(["text/html"]).quality(of: "image/png") == 0)
  }

  @Test func `quoted parameters may hold separators`() {
    let range = AcceptHeader(["a/b; X=\"c,\\\"d\\\";q=0\"; q=0.25, e/f"]).ranges
    #expect(range.map(\.name) == ["a/b", "e/f"])
    #expect(range.first?.parameters == ["x": "c,\"d\";q=0"])
    #expect(range.first?.quality == 0.25)
  }

  @Test func `qualities out of range are brought into it`() {
    let qualities = AcceptHeader(["a/a;q=7, a/b;q=-1, a/c;q=nan, a/d;q=x, a/e;q=0.001"]).ranges
      .map(\.quality)
    #expect(qualities == [1, 0, 1, 1, 0.001])
  }

  @Test func `a header made to hurt is read in no time`() {
    let header = AcceptHeader([String(repeating: "a/b;\"\\", count: 10_000), ",,,,", "text/html"])
    #expect(header.ranges.count <= 64)
  }
}
