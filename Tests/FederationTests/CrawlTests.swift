import Foundation
import Model
import Store
import Testing

@testable import Federation

/// Reads everything there is, as a curious server would, and looks at all of it.
struct CrawlTests {
  private let newswire: Newswire
  private let documents: [String: Document]

  init() async throws {
    newswire = try await Newswire()
    try await newswire.tell((1...25).map { "Entry \($0)" }, by: "mill") {
      $0.categories = [Category(term: "erneuerbare energien")]
    }
    try await newswire.tell(["Brot"], by: "bakery")
    documents = try await Self.crawl(newswire)
  }

  private static func crawl(_ newswire: Newswire) async throws -> [String: Document] {
    let origin = newswire.reader.site.origin
    var waiting = ["actor", "users/news", "users/essen", "users/mill", "users/bakery"].map {
      origin + "/ap/" + $0
    }
    var documents: [String: Document] = [:]
    while let url = waiting.popLast() {
      guard documents[url] == nil else { continue }
      let isInbox = url.hasSuffix("/inbox")
      let document = try await newswire.answer(url, expecting: isInbox ? 501 : 200)
      documents[url] = document
      waiting += strings(in: try document.json()).filter { $0.hasPrefix(origin + "/ap/") }
        .compactMap { $0.split(separator: "#").first.map(String.init) }
    }
    return documents
  }

  private static func strings(in value: Any) -> [String] {
    switch value {
    case let text as String: [text]
    case let list as [Any]: list.flatMap(strings)
    case let object as [String: Any]: object.values.flatMap(strings)
    default: []
    }
  }

  private static func depth(of value: Any) -> Int {
    switch value {
    case let list as [Any]: 1 + (list.map(depth).max() ?? 0)
    case let object as [String: Any]: 1 + (object.values.map(depth).max() ?? 0)
    default: 0
    }
  }

  @Test func `every id that is mentioned can be read, and calls itself so`() throws {
    #expect(documents.count > 200)
    for (url, document) in documents where document.status == 200 {
      #expect(try document.json()["id"] as? String == url)
      #expect(document.contentType == "application/activity+json; charset=utf-8")
    }
  }

  @Test func `every document begins with the address of ActivityStreams`() throws {
    for (url, document) in documents where document.status == 200 {
      #expect(
        document.text.hasPrefix("{\"@context\":[\"https://www.w3.org/ns/activitystreams\""),
        "\(url)")
      #expect(!document.text.contains("\\/"))
    }
  }

  @Test func `no document is deeper than Pixelfed reads`() throws {
    for document in documents.values { #expect(Self.depth(of: try document.json()) <= 8) }
  }

  @Test func `S26: no document holds a private key`() throws {
    let pair = try Newswire.pair.get()
    let secret = pair.privatePEM.split(separator: "\n").dropFirst().prefix(3).joined()
    for document in documents.values {
      #expect(!document.text.contains("PRIVATE KEY"))
      #expect(!document.text.replacing("\\n", with: "").contains(secret))
    }
  }

  @Test func `lists are lists even where they hold one thing or none`() throws {
    for document in documents.values {
      for (key, value) in try document.json()
      where ["to", "cc", "tag", "attachment", "orderedItems", "items", "attributionDomains"]
        .contains(key)
      {
        #expect(value is [Any], "\(key)")
      }
    }
  }

  @Test func `inboxes take nothing yet, and say so`() throws {
    let inboxes = documents.filter { $0.key.hasSuffix("/inbox") }
    #expect(inboxes.count == 6)
    #expect(inboxes.values.allSatisfy { $0.contentType == "application/problem+json" })
  }

  @Test func `a preview stores nothing`() async throws {
    let site = SiteProfile(origin: "http://127.0.0.1:8080", version: "1")
    let preview = try await Newswire(site: site)
    try await preview.tell(["One"], by: "mill")
    let documents = try await Self.crawl(preview)
    #expect(documents.count > 30)
    for handle in ["coopwire", "news", "essen", "mill", "bakery"] {
      #expect(try await preview.store.actorKey(of: handle) == nil)
    }
    #expect(try await preview.store.settledOrigin() == nil)
    let key = try await preview.json(site.origin + "/ap/users/news")["publicKey"]
    let again = try await preview.json(site.origin + "/ap/users/news")["publicKey"]
    #expect(key as? [String: String] == again as? [String: String])
  }
}
