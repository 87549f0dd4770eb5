import Model
import Testing

@testable import Fetching

@Suite struct JourneyTests {
  private func answer(
    _ status: Int, _ location: String? = nil, taking duration: Duration = .zero
  ) -> Answer {
    var headers = Headers()
    headers["Location"] = location
    return Answer(
      status: status, headers: headers, body: [], httpVersion: "1.1", duration: duration)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func `redirects are followed and recorded`(status: Int) throws {
    var journey = try Journey(Request(.get, "http://a.example/feed"))
    #expect(try journey.arrive(answer(status, "https://b.example/")) == nil)
    #expect(journey.errand.address.text == "https://b.example/")
    let response = try #require(try journey.arrive(answer(200)))
    #expect(response.url == "https://b.example/")
    #expect(
      response.hops == [
        .init(status: status, from: "http://a.example/feed", to: "https://b.example/")
      ])
  }

  @Test(arguments: [200, 204, 300, 304, 305, 306, 404, 410, 429, 500])
  func `other statuses are answers`(status: Int) throws {
    var journey = try Journey(Request(.get, "http://a.example/"))
    #expect(try journey.arrive(answer(status, "http://b.example/"))?.status == status)
  }

  @Test func `a POST is never redirected`() throws {
    var journey = try Journey(Request(.post, "https://a.example/inbox", body: []))
    #expect(try journey.arrive(answer(307, "https://b.example/"))?.status == 307)
  }

  @Test func `who wants no redirects gets the answer itself`() throws {
    var journey = try Journey(Request(.get, "https://a.example/", followsRedirects: false))
    #expect(try journey.arrive(answer(301, "https://b.example/"))?.status == 301)
  }

  @Test func `five redirects are followed, a sixth is not`() throws {
    var journey = try Journey(Request(.get, "https://a.example/0"))
    for step in 1...5 { #expect(try journey.arrive(answer(302, "/\(step)")) == nil) }
    #expect(throws: FetchError.tooManyRedirects(url: "https://a.example/0", limit: 5)) {
      try journey.arrive(answer(302, "/6"))
    }
  }

  @Test(arguments: ["https://a.example/", "#again", "https://A.example:443", "/x/.."])
  func `nothing is visited twice`(location: String) throws {
    var journey = try Journey(Request(.get, "https://a.example/"))
    #expect(throws: FetchError.self) { try journey.arrive(answer(302, location)) }
  }

  @Test func `https is not left for http`() throws {
    var journey = try Journey(Request(.get, "https://a.example/"))
    #expect(
      throws: FetchError.insecureRedirect(from: "https://a.example/", to: "http://a.example/b")
    ) { try journey.arrive(answer(301, "http://a.example/b")) }
  }

  @Test(arguments: [nil, "", "file:///etc/passwd", "gopher://x:70/1"])
  func `a redirect to nowhere ends the journey`(location: String?) throws {
    var journey = try Journey(Request(.get, "http://a.example/"))
    let error = #expect(throws: FetchError.self) { try journey.arrive(answer(302, location)) }
    #expect(error?.failure.kind == .redirect)
  }

  @Test func `all stops share one time limit`() throws {
    var journey = try Journey(Request(.get, "http://a.example/"))
    _ = try journey.arrive(answer(302, "/b", taking: .seconds(20)))
    #expect(journey.errand.remaining == .seconds(10))
    #expect(throws: FetchError.timedOut(host: "a.example", .transfer, after: .seconds(30))) {
      try journey.arrive(answer(302, "/c", taking: .seconds(10)))
    }
  }

  @Test func `validators go only to the address they came from`() throws {
    let validators = Validators(url: "http://b.example/", etag: "\"1\"", lastModified: "yesterday")
    var journey = try Journey(Request(.get, "http://a.example/", validators: validators))
    #expect(journey.errand.headers["if-none-match"] == nil)
    _ = try journey.arrive(answer(302, "http://b.example"))
    #expect(journey.errand.headers["if-none-match"] == "\"1\"")
    #expect(journey.errand.headers["if-modified-since"] == "yesterday")
  }

  @Test func `secrets stay with the host they are for`() throws {
    let headers: Headers = [
      "Accept": "text/xml", "Authorization": "Bearer x", "Cookie": "a=b", "Signature": "s",
      "If-None-Match": "\"1\"",
    ]
    var journey = try Journey(Request(.get, "http://a.example/", headers: headers))
    _ = try journey.arrive(answer(302, "/same"))
    #expect(journey.errand.headers == headers)
    _ = try journey.arrive(answer(302, "http://a.example:8080/"))
    #expect(journey.errand.headers == ["Accept": "text/xml"])
  }

  @Test(
    arguments: [
      Headers.Field("X", "a\r\nHost: evil"), .init("X", "a\u{0}"), .init("X\n", "a"),
      .init("", "a"), .init("X: y", "a"), .init("X Y", "a"), .init("X", "a\u{7f}"),
    ])
  func `a header cannot smuggle another`(field: Headers.Field) {
    var headers = Headers()
    headers.add(field.name, field.value)
    #expect(throws: FetchError.invalidHeader(name: field.name)) {
      try Journey(Request(.get, "http://a.example/", headers: headers))
    }
  }
}
