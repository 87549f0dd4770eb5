import Foundation
import Model
import Testing

@testable import Federation

/// How a post reads as an entry.
struct SourcePostTests {
  private func post(
    _ members: String, homes: Set<String> = ["mill.example"]
  ) throws -> SourcePost? {
    let actor = try RemoteActor(
      RemoteObject(
        Array(
          """
          {"id":"https://wind.example/u","type":"Service","preferredUsername":"wind",
           "name":"Wind","inbox":"https://wind.example/inbox"}
          """.utf8), at: "test"), allowsPlainHTTP: false)
    let object = try RemoteObject(Array("{\(members)}".utf8), at: "test")
    return SourcePost(object, by: actor, homes: homes, allowsPlainHTTP: false)
  }

  private func note(_ more: String) -> String {
    """
    "id":"https://wind.example/n/1","type":"Note","attributedTo":"https://wind.example/u",
    "to":"as:Public",\(more)
    """
  }

  @Test func `words, language, tags and author`() throws {
    let post = try #require(
      try post(
        note(
          """
          "content":"<p>Wind <script>x</script>und <b>Sonne</b></p>",
          "contentMap":{"en":"<p>Wind</p>",
            "de":"<p>Wind <script>x</script>und <b>Sonne</b></p>"},
          "tag":[{"type":"Hashtag","name":"#Energie"},{"type":"Mention","name":"@x"}]
          """)))
    #expect(post.arrival.title.isEmpty)
    #expect(post.arrival.excerpt == "Wind und Sonne")
    #expect(post.arrival.entry.contentHTML == "<p>Wind und <b>Sonne</b></p>")
    #expect(post.arrival.entry.language == "de")
    #expect(post.arrival.entry.categories.map(\.term) == ["Energie"])
    #expect(post.arrival.entry.authors.map(\.name) == ["Wind"])
    #expect(post.arrival.entry.url == "https://wind.example/n/1")
  }

  @Test func `an article has a title and its summary for an excerpt`() throws {
    let post = try #require(
      try post(
        """
        "id":"https://wind.example/a","type":"Article","name":"New <i>mill</i>",
        "attributedTo":["https://wind.example/u"],"to":["as:Public"],
        "summary":"In short","content":"<p>At length</p>","url":"https://www.wind.example/new"
        """))
    #expect(post.arrival.title == "New mill")
    #expect(post.arrival.excerpt == "In short")
    #expect(post.arrival.text == "At length")
    #expect(post.arrival.entry.url == "https://www.wind.example/new")
  }

  @Test(
    arguments: [
      (
        "\"attachment\":[{\"type\":\"Link\",\"href\":\"https://mill.example/a\"}]",
        "https://mill.example/a"
      ),
      (
        "\"content\":\"<a href='https://x.example/@u'>@u</a> <a href='https://mill.example/b?a=1&amp;b'>b</a>\"",
        "https://mill.example/b?a=1&b"
      ),
      (
        "\"content\":\"<a href='https://x.example/'>x</a> <a href='https://mill.example/b'>b</a>\"",
        "https://wind.example/n/1"
      ),
      ("\"url\":\"https://evil.example/1\"", "https://wind.example/n/1"),
      (
        "\"url\":[{\"type\":\"Link\",\"mediaType\":\"text/html\",\"href\":\"https://wind.example/1\"}]",
        "https://wind.example/1"
      ),
    ])
  func `the address is that of its coop's article, else its own`(
    members: String, url: String
  ) throws {
    #expect(try post(note(members))?.arrival.entry.url == url)
  }

  @Test(
    arguments: [
      "\"id\":\"https://evil.example/n\",\"type\":\"Note\",\"to\":\"as:Public\",\"attributedTo\":\"https://wind.example/u\"",
      "\"id\":\"https://wind.example/n\",\"type\":\"Note\",\"to\":\"as:Public\",\"attributedTo\":\"https://wind.example/x\"",
      "\"id\":\"https://wind.example/n\",\"type\":\"Question\",\"to\":\"as:Public\",\"attributedTo\":\"https://wind.example/u\"",
      "\"id\":\"https://wind.example/n\",\"type\":\"Note\",\"cc\":\"as:Public\",\"attributedTo\":\"https://wind.example/u\"",
      "\"id\":\"https://wind.example/n\",\"type\":\"Note\",\"to\":\"as:Public\",\"attributedTo\":\"https://wind.example/u\",\"tag\":{\"type\":\"Hashtag\",\"name\":\"#NoBot\"}",
    ])
  func `what is not its own, or not for everybody, is passed over`(members: String) throws {
    #expect(try post(members) == nil)
  }
}
