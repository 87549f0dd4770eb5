import Feeds
import Model
import Testing

struct CrowdTests {
  @Test func `an entry with very many authors names a hundred of them, and quickly`() throws {
    let authors = (0..<20_000).map { "<author><name>a\($0)</name></author>" }.joined()
    let document = """
      <feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><id>e</id>\(authors)</entry></feed>
      """
    let feed = try FeedParser().parse(Array(document.utf8))
    #expect(feed.entries.first?.authors.count == 100)
    #expect(feed.entries.first?.authors.last?.name == "a99")
  }
}
