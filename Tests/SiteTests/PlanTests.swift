import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import Store
import TestDatabase
import Testing

@testable import Site

/// No address that anybody can open reads a whole table, however much the index holds.
@Suite(.serialized)
struct PlanTests {
  private let directory: TemporaryDirectory

  init() async throws {
    directory = try TemporaryDirectory()
    _ = try await FilledDatabase(at: directory.file())
  }

  /// Opens every address there is, as everybody who could.
  private func visitAll(_ newsroom: Newsroom) async throws {
    let id = try #require(
      try await newsroom.store.page(of: .river, limit: 1).entries.first
    ).id
    let place = EntryID(rawValue: 1_730_000_000 << 20)
    let lists = ["", "/c/folder-3", "/@source7_coop", "/@news"]
    let feeds = lists.flatMap { list in
      ["atom", "rss", "json"].map { list + "/feed." + $0 }
    }
    let places = [
      "", "?before=\(place)", "?after=\(place)", "?lang=de", "?lang=de&before=\(place)",
    ]
    let listed = (["/", "/tags/tag-5"] + lists.dropFirst() + feeds).flatMap { path in
      places.map { path + $0 }
    }
    let actors = ["/ap/users/news", "/ap/users/source7_coop"].flatMap { actor in
      [
        "", "/outbox", "/outbox?page=true", "/outbox?max_id=\(place)&page=true",
        "/outbox?min_id=\(place)&page=true", "/followers", "/following",
        "/collections/featured", "/collections/tags", "/inbox",
      ].map { actor + $0 }
    }
    let notes = ["", "/activity", "/replies", "/likes", "/shares", "/context"].map {
      "/ap/notes/\(id)" + $0
    }
    let searches = ["common", "rare77777", "common+word1", ""].flatMap { words in
      ["", "&before=\(place)", "&after=\(place)"].map { "/search?q=" + words + $0 }
    }
    let machinery =
      RouteTests.machinery.map(\.0) + [
        "/.well-known/webfinger?resource=acct:source7_coop@news.example.coop", "/ap/actor",
        "/ap/inbox", "/ap/announces/news-\(id)", "/ap/notes/intro-news", "/c/folder-3/feeds.opml",
        "/@nobody", "/c/nobody", "/tags/nobody", "/e/\(place.next)", "/sources", "/about",
        "/e/\(id)",
      ]
    for path in listed + actors + notes + searches + machinery {
      for fields in [HTTPFields(), .browser, .server] {
        let status = try await newsroom.get(path, fields).status
        #expect(status.code < 500, "\(path)")
      }
    }
    for path in ["/ap/inbox", "/ap/users/news/inbox"] {
      _ = try await newsroom.send(.post, path, .server)
    }
  }

  @Test func `no address reads a whole table, and a lost index is noticed`() async throws {
    let newsroom = try Newsroom(at: .file(directory.file()))
    newsroom.log.forget()
    try await visitAll(newsroom)
    #expect(newsroom.log.queries.count > 15)
    let scans = try await newsroom.log.scans(newsroom.store)
    #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
    try newsroom.store.close()

    let raw = try RawDatabase(directory.file())
    try raw.execute("DROP INDEX source_position")
    let crippled = try Newsroom(at: .file(directory.file()))
    let found = try await newsroom.log.scans(crippled.store)
    #expect(!found.isEmpty)
  }
}
