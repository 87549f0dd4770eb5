import Foundation
import HTTPTypes
import HummingbirdTesting
import Model
import Store
import TestDatabase
import Testing

@testable import Site

/// What is answered when nothing good can be.
struct ErrorTests {
  @Test func `a removed entry is gone, to people and to servers`() async throws {
    let newsroom = try await Newsroom.open()
    let id = try await newsroom.entry(by: "mill")
    try await newsroom.store.remove(id, now: Newsroom.start)
    let page = try await newsroom.get("/e/\(id)", .browser)
    #expect(page.status == .gone)
    #expect(page.type == "text/html")
    #expect(page.headers[.contentSecurityPolicy] != nil)
    for path in ["/e/\(id)", "/ap/notes/\(id)"] {
      let object = try await newsroom.get(path, .server)
      #expect(object.status == .gone)
      #expect(try object.json()["type"] as? String == "Tombstone")
    }
  }

  @Test func `S20, S23: a hidden entry is like one that never was`() async throws {
    let newsroom = try await Newsroom.open()
    let id = try await newsroom.entry(by: "mill")
    #expect(try await newsroom.get("/e/\(id)").status == .ok)
    try await newsroom.store.hide(id, now: newsroom.clock.now)
    for (prefix, fields) in [
      ("/e/", HTTPFields.browser), ("/e/", .server), ("/ap/notes/", .server),
    ] {
      let hidden = try await newsroom.get(prefix + "\(id)", fields)
      let absent = try await newsroom.get(prefix + "\(id.next)", fields)
      #expect(hidden.status == .notFound)
      #expect(hidden.body == absent.body)
      #expect(hidden.headers == absent.headers)
    }
    for path in ["/", "/feed.atom", "/@mill", "/search?q=wind", "/ap/users/news/outbox?page=true"] {
      #expect(try await !newsroom.get(path).text.contains("Wind im Netz"), "\(path)")
    }
    try await newsroom.store.show(id, now: newsroom.clock.now)
    #expect(try await newsroom.get("/e/\(id)").status == .ok)
  }

  private struct Case {
    var method: HTTPRequest.Method
    var path: String
    var fields: HTTPFields
    var status: HTTPResponse.Status
  }

  @Test func `servers get errors they can read`() async throws {
    let newsroom = try await Newsroom.open()
    let cases: [Case] = [
      Case(method: .get, path: "/ap/users/nobody", fields: [:], status: .notFound),
      Case(method: .get, path: "/ap/nothing", fields: .server, status: .notFound),
      Case(method: .get, path: "/nowhere", fields: .server, status: .notFound),
      Case(method: .get, path: "/e/x", fields: .server, status: .notFound),
      Case(
        method: .get, path: "/ap/users/mill", fields: [.accept: "image/png"], status: .notAcceptable
      ),
      Case(method: .get, path: "/ap/users/mill/inbox", fields: .server, status: .methodNotAllowed),
      Case(method: .delete, path: "/ap/users/mill", fields: .server, status: .methodNotAllowed),
      Case(method: .post, path: "/nodeinfo/2.1", fields: [:], status: .methodNotAllowed),
      Case(method: .post, path: "/ap/inbox", fields: .server, status: .notImplemented),
    ]
    for each in cases {
      let response = try await newsroom.send(each.method, each.path, each.fields)
      #expect(response.status == each.status, "\(each.path)")
      #expect(response.type == "application/problem+json", "\(each.path)")
      #expect(try response.json()["status"] as? Int == each.status.code, "\(each.path)")
    }
  }

  @Test func `people get a page`() async throws {
    let newsroom = try await Newsroom.open()
    for path in ["/nowhere", "/ap/nothing", "/?lang=1", "/.well-known/nothing"] {
      #expect(try await newsroom.get(path, .browser).type == "text/html", "\(path)")
    }
  }

  @Test func `inboxes take nothing yet and say so`() async throws {
    let newsroom = try await Newsroom.open()
    for path in ["/ap/inbox", "/ap/users/mill/inbox", "/ap/actor/inbox"] {
      let post = try await newsroom.send(.post, path, .server, body: "{}")
      #expect(post.status == .notImplemented, "\(path)")
      #expect(post.headers[.cacheControl] == "no-cache", "\(path)")
      let get = try await newsroom.get(path)
      #expect(get.status == .methodNotAllowed, "\(path)")
      #expect(get.headers[.allow] == "POST", "\(path)")
    }
    let outbox = try await newsroom.send(.post, "/ap/users/mill/outbox", .server)
    #expect(outbox.status == .methodNotAllowed)
    #expect(outbox.headers[.allow] == "GET, HEAD")
    #expect(try await newsroom.send(.post, "/ap/users/nobody/inbox").status == .notFound)
  }

  @Test func `what fails inside says nothing of the inside`() async throws {
    let directory = try TemporaryDirectory()
    let newsroom = try await Newsroom.open(at: .file(directory.file()))
    try newsroom.store.close()
    for (path, fields) in [
      ("/", HTTPFields.browser), ("/feed.atom", [:]), ("/ap/users/mill", .server),
    ] {
      let response = try await newsroom.get(path, fields)
      #expect(response.status == .internalServerError, "\(path)")
      for word in ["SQL", "sqlite", "GRDB", "Store", "database", "closed"] {
        #expect(!response.text.localizedCaseInsensitiveContains(word), "\(path): \(word)")
      }
    }
    // What needs no index still stands.
    #expect(try await newsroom.get("/coopwire.css").status == .ok)
    #expect(try await newsroom.get("/healthz").status == .internalServerError)
  }
}
