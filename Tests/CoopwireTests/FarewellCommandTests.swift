import Foundation
import FoundationNetworking
import GRDB
import Glibc
import TestServer
import Testing

/// How actors end, move and take new keys by command, and what a running server makes of it.
@Suite struct FarewellCommandTests {
  @Test func `the server's own actor can neither move nor end`() async throws {
    let program = try await Program.newswire()
    let end = try await program.run("actors", "delete", "@coopwire", "--for-ever")
    #expect(end.status == 1 && end.text.contains("the server itself"), "\(end.text)")
    #expect(try program.column("SELECT handle FROM actor WHERE deleted IS NOT NULL").isEmpty)
    let key = try await program.run("actors", "rotate-key", "@coopwire")
    #expect(key.status == 0 && key.text.contains("coopwire has a new key"), "\(key.text)")
  }

  /// Another server with one account, which may name ours as its alias.
  private static func server(naming alias: String?) throws -> TestServer {
    try TestServer(on: "127.0.22.3") { request in
      let host = request["Host"] ?? ""
      let id = "http://\(host)/users/new"
      if request.target.hasPrefix("/.well-known/webfinger") {
        return .text(
          """
          {"subject":"acct:new@\(host)","links":[{"rel":"self","type":"application/activity+json",
           "href":"\(id)"}]}
          """, headers: ["Content-Type": "application/jrd+json"])
      }
      let aliases = alias.map { "\"\($0)\"" } ?? ""
      return .text(
        """
        {"@context":"https://www.w3.org/ns/activitystreams","id":"\(id)","type":"Service",
         "preferredUsername":"new","inbox":"\(id)/inbox","alsoKnownAs":[\(aliases)]}
        """, headers: ["Content-Type": "application/activity+json"])
    }
  }

  @Test func `followers are taken along only to an account that knows ours, and once`()
    async throws
  {
    let program = try await Program.newswire()
    try program.database { try $0.execute(sql: "UPDATE follower SET actor = 'nummer_0'") }
    let stranger = try Self.server(naming: nil)
    defer { stranger.stop() }
    let refused = try await program.run(
      "actors", "move", "@nummer_0", "@new@127.0.22.3:\(stranger.port)")
    #expect(refused.status == 1 && refused.text.contains("among its aliases"), "\(refused.text)")
    #expect(try program.column("SELECT kind FROM activity").isEmpty)

    let friend = try Self.server(naming: "https://news.example.coop/ap/users/nummer_0")
    defer { friend.stop() }
    let account = "@new@127.0.22.3:\(friend.port)"
    let id = friend.url + "/users/new"
    let moved = try await program.run("actors", "move", "@nummer_0", account)
    #expect(moved.status == 0 && moved.text.contains("nummer_0 moves to \(id)"), "\(moved.text)")
    #expect(try program.column("SELECT kind FROM activity") == ["Move"])
    #expect(try program.column("SELECT moved_to FROM actor WHERE moved_to IS NOT NULL") == [id])
    let again = try await program.run("actors", "move", "@nummer_0", account)
    #expect(again.status == 1 && again.text.contains("has moved to"), "\(again.text)")
    let unknown = try await program.run("actors", "move", "@nobody", account)
    #expect(unknown.status == 1)
    #expect(
      unknown.text.contains("there is no actor nobody; 'coopwire actors list' shows them all"))
  }

  @Test func `what is decided beside a running server holds there at once`() async throws {
    let program = try await Program.newswire()
    let server = try program.start("serve", "--listen", "127.0.22.2:0")
    #expect(await server.says("serves http://127.0.22.2:"), "\(server.text)")
    let address = try #require(server.text.firstMatch(of: /http:\/\/127[^\/]*/)?.output)
    let actor = "\(address)/ap/users/news"
    let former = try #require(try await Self.key(at: actor))
    #expect(try await Self.json(at: actor + "/followers")["totalItems"] as? Int == 3)

    #expect(try await program.run("actors", "block", "a.example").status == 0)
    try await Self.wait {
      try await Self.json(at: actor + "/followers")["totalItems"] as? Int == 1
    }
    let rotation = try await program.run("actors", "rotate-key", "@news")
    #expect(rotation.status == 0, "\(rotation.text)")
    try await Self.wait { try await Self.key(at: actor) != former }
    #expect(try await Self.key(at: actor) != nil)
    let kept = try await Self.json(at: actor + "/keys/1")
    #expect(kept["publicKeyPem"] as? String == former)
    server.send(SIGTERM)
    await server.end()
  }

  /// Waits until something holds.
  private static func wait(until holds: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while ContinuousClock.now < deadline {
      if try await holds() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("it does not hold in time")
  }

  private static func key(at actor: String) async throws -> String? {
    let key = try await json(at: actor)["publicKey"] as? [String: Any]
    return key?["publicKeyPem"] as? String
  }

  private static func json(at address: String) async throws -> [String: Any] {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.setValue("application/activity+json", forHTTPHeaderField: "Accept")
    request.cachePolicy = .reloadIgnoringLocalCacheData
    let (data, _) = try await URLSession.shared.data(for: request)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }
}
