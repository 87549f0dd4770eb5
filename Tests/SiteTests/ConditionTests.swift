import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import Testing

@testable import Site

/// Who has it already gets nothing but the news that it is still good.
struct ConditionTests {
  static let paths = [
    "/feed.atom", "/feed.rss", "/feed.json", "/", "/@mill", "/feeds.opml", "/ap/users/mill",
    "/ap/users/news/outbox?page=true", "/nodeinfo/2.1", "/coopwire.css", "/robots.txt", "/about",
  ]

  @Test(arguments: paths)
  func `a 304 carries validators and no word about a body`(path: String) async throws {
    let newsroom = try await Newsroom.open()
    let full = try await newsroom.get(path)
    let etag = try #require(full.headers[.eTag])
    #expect(etag.hasPrefix("\"") && etag.hasSuffix("\""))
    for method in [HTTPRequest.Method.get, .head] {
      let held = try await newsroom.send(method, path, [.ifNoneMatch: etag])
      #expect(held.status == .notModified)
      #expect(held.size == 0)
      for name in [HTTPField.Name.eTag, .cacheControl, .vary, .lastModified] {
        #expect(held.headers[name] == full.headers[name], "\(name)")
      }
      for name in [HTTPField.Name.contentType, .contentEncoding, .contentLanguage] {
        #expect(held.headers[name] == nil, "\(name)")
      }
    }
  }

  @Test func `each coding has a validator of its own, and a 304 names the one that is held`()
    async throws
  {
    let newsroom = try await Newsroom.open()
    let plain = try #require(try await newsroom.get("/feed.atom").headers[.eTag])
    let packed = try #require(
      try await newsroom.get("/feed.atom", [.acceptEncoding: "gzip"]).headers[.eTag])
    #expect(plain != packed)
    for held in [plain, packed] {
      for coding in ["identity", "gzip"] {
        let response = try await newsroom.get(
          "/feed.atom", [.ifNoneMatch: held, .acceptEncoding: coding])
        #expect(response.status == .notModified)
        #expect(response.headers[.eTag] == held)
      }
    }
  }

  @Test func `validators are compared weakly, in lists, and all match a star`() async throws {
    let newsroom = try await Newsroom.open()
    let etag = try #require(try await newsroom.get("/feed.atom").headers[.eTag])
    for held in ["W/\(etag)", "\"a\", \(etag)", "\(etag) , \"b\"", "\"a\",W/\(etag)", "*", " * "] {
      let response = try await newsroom.get("/feed.atom", [.ifNoneMatch: held])
      #expect(response.status == .notModified, "\(held)")
    }
    for held in ["\"a\"", String(etag.dropLast()), "", ",", "W/", String(etag.dropFirst())] {
      let response = try await newsroom.get("/feed.atom", [.ifNoneMatch: held])
      #expect(response.status == .ok, "\(held)")
    }
  }

  @Test func `dates count only where no validator is named`() async throws {
    let newsroom = try await Newsroom.open()
    let text = try #require(try await newsroom.get("/feed.atom").headers[.lastModified])
    let date = try #require(HTTPDate.date(text))
    let earlier = HTTPDate.string(date.addingTimeInterval(-1))
    let later = HTTPDate.string(date.addingTimeInterval(60))
    func status(_ fields: HTTPFields) async throws -> HTTPResponse.Status {
      try await newsroom.get("/feed.atom", fields).status
    }
    #expect(try await status([.ifModifiedSince: text]) == .notModified)
    #expect(try await status([.ifModifiedSince: later]) == .notModified)
    #expect(try await status([.ifModifiedSince: earlier]) == .ok)
    #expect(try await status([.ifModifiedSince: "yesterday"]) == .ok)
    #expect(try await status([.ifModifiedSince: text, .ifNoneMatch: "\"a\""]) == .ok)
  }

  @Test func `a new entry changes what is held`() async throws {
    let newsroom = try await Newsroom.open()
    let etag = try #require(try await newsroom.get("/feed.atom").headers[.eTag])
    try await newsroom.tell(["News"], by: "mill", age: 60)
    let response = try await newsroom.get("/feed.atom", [.ifNoneMatch: etag])
    #expect(response.status == .ok)
    #expect(response.text.contains("News"))
  }

  @Test func `errors are never "you have it already"`() async throws {
    let newsroom = try await Newsroom.open()
    #expect(try await newsroom.get("/nowhere", [.ifNoneMatch: "*"]).status == .notFound)
  }
}
