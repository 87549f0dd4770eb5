import CryptoExtras
import Fetching
import Foundation
import Logging
import Model
import Store
import Synchronization
import TestDatabase
import TestServer
import Testing

@testable import Federation

/// A newswire whose inbox is written to by actors of loopback servers, with real keys over real sockets.
final class Correspondence {
  /// Making keys takes long, and the peers may share theirs.
  static let pair = Result { try KeyPair.generate() }
  static let otherPair = Result { try KeyPair.generate() }

  let newswire: Newswire
  let peers: Peers
  let documents: RemoteDocuments
  let inbox: Inbox
  let runner: ErrandRunner
  let clock: Clock
  let hooked = Hooked()
  private let directory: TemporaryDirectory
  private let path: String
  private let fetcher: Fetcher

  /// Runs a test and closes everything afterwards.
  static func open(
    _ subscriptions: [Subscription] = [Newswire.mill, Newswire.bakery, Newswire.press],
    limits: Inbox.Limits = Inbox.Limits(), _ test: (Correspondence) async throws -> Void
  ) async throws {
    let correspondence = try await Correspondence(subscriptions, limits: limits)
    do {
      try await test(correspondence)
    } catch {
      await correspondence.close()
      throw error
    }
    await correspondence.close()
  }

  private init(_ subscriptions: [Subscription], limits: Inbox.Limits) async throws {
    directory = try TemporaryDirectory()
    path = directory.file()
    newswire = try await Newswire(subscriptions, at: .file(path))
    peers = try Peers()
    fetcher = try Fetcher(
      userAgent: "Coopwire/Test", policy: AddressPolicy(allowing: [try CIDR("127.0.0.0/8")]))
    let clock = Clock()
    self.clock = clock
    documents = RemoteDocuments(
      fetcher: fetcher, site: Newswire.site, keys: newswire.keys, store: newswire.store,
      allowsPlainHTTP: true, now: { clock.now })
    inbox = Inbox(
      site: Newswire.site, store: newswire.store, documents: documents, limits: limits,
      now: { clock.now })
    runner = ErrandRunner(
      site: Newswire.site, store: newswire.store, documents: documents, hooks: hooked.hooks,
      logger: Logger(label: "test"), now: { clock.now })
  }

  private func close() async {
    await fetcher.stop()
    peers.server.stop()
  }

  var store: Store { newswire.store }

  /// The id of an actor on the `number`-th host.
  func id(_ name: String, on number: Int = 1) -> String { peers.url("/users/\(name)", on: number) }

  /// Gives a source a home page, which may be the page of a peer's actor.
  func place(_ handle: String, at homePage: String) throws {
    try raw(
      """
      UPDATE source SET profile = json_set(profile, '$.homePageURL', '\(homePage)')
      WHERE handle = '\(handle)'
      """)
  }

  /// An activity as a peer would write it; `id` is made up where it is not given.
  func activity(
    _ type: String, by actor: String, _ object: Any, id: String? = nil,
    _ more: [String: Any] = [:]
  ) -> [String: Any] {
    var activity: [String: Any] = [
      "@context": "https://www.w3.org/ns/activitystreams", "type": type, "actor": actor,
      "object": object, "id": id ?? actor + "/activities/" + UUID().uuidString,
    ]
    activity.merge(more) { $1 }
    return activity
  }

  func signed(
    _ activity: [String: Any], key keyID: String? = nil,
    by pair: Result<KeyPair, any Error> = pair, to path: String = "/ap/inbox",
    as scheme: SignatureScheme = .cavage
  ) throws -> ReceivedRequest {
    let body = [UInt8](try JSONSerialization.data(withJSONObject: activity))
    let actor = try #require(activity["actor"] as? String)
    let key = SigningKey(id: keyID ?? actor + "#main-key", privateKey: try pair.get().privateKey)
    let request = try Request(
      .post, Newswire.site.origin + path, headers: ["Content-Type": "application/activity+json"],
      body: body
    ).signed(by: key, as: scheme, now: clock.now)
    return ReceivedRequest(
      method: "POST", target: path, headers: request.headers.fields.map { ($0.name, $0.value) },
      body: body)
  }

  /// Posts an activity, signed by its actor, and expects an answer.
  @discardableResult
  func post(
    _ activity: [String: Any], expecting status: Int = 202,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Document {
    try await send(signed(activity), expecting: status, sourceLocation: sourceLocation)
  }

  @discardableResult
  func send(
    _ request: ReceivedRequest, at address: Address = .sharedInbox, from client: String? = nil,
    expecting status: Int = 202, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws -> Document {
    let document = try await inbox.receive(request, at: address, from: client)
    #expect(
      document.status == status, Comment(rawValue: document.text), sourceLocation: sourceLocation)
    return document
  }

  func rows(_ query: String) throws -> [String] {
    let raw = try RawDatabase(path)
    let rows = try raw.rows(query)
    try raw.close()
    return rows
  }

  func raw(_ statement: String) throws {
    let raw = try RawDatabase(path)
    try raw.execute(statement)
    try raw.close()
  }

  /// Makes an account one that we follow.
  func followAccount(_ actor: String) throws {
    try raw(
      """
      INSERT INTO following(source_id, actor, state, next_check)
      VALUES (1, '\(actor)', 'accepted', 0)
      """)
  }

  /// What waits to be sent, as JSON.
  func outgoing() throws -> [[String: Any]] {
    try rows("SELECT CAST(body AS TEXT) FROM activity ORDER BY id").map { text in
      try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
  }

  /// A note of ours and its id.
  func note(_ title: String = "Wind", by handle: String = "mill") async throws -> (
    name: String, id: String
  ) {
    let entry = try #require(try await newswire.tell([title], by: handle).first)
    return (entry.description, "\(Newswire.site.origin)/ap/notes/\(entry)")
  }

  /// A post as a peer would write it.
  func reply(
    to note: String?, by actor: String, id: String? = nil, _ content: String,
    _ more: [String: Any] = [:]
  ) -> [String: Any] {
    var post: [String: Any] = [
      "type": "Note", "id": id ?? actor + "/notes/" + UUID().uuidString, "attributedTo": actor,
      "content": content, "to": ["https://www.w3.org/ns/activitystreams#Public"],
      "published": "2026-09-21T12:00:00Z",
    ]
    post["inReplyTo"] = note
    post.merge(more) { $1 }
    return post
  }
}

/// Other servers: one on loopback, under as many hosts as there are.
final class Peers: Sendable {
  let server: TestServer
  private let answers: Answers

  /// What stands where nothing else is said.
  final class Answers: Sendable {
    let special = Mutex<[String: TestAnswer]>([:])
  }

  init() throws {
    let answers = Answers()
    self.answers = answers
    server = try TestServer(on: "0.0.0.0") { request in
      let host = request["Host"] ?? ""
      if let answer = answers.special.withLock({ $0[host + request.target] ?? $0[request.target] })
      {
        return answer
      }
      guard request.target.hasPrefix("/users/") else { return .response(404) }
      let url = "http://\(host)\(request.target)"
      return Self.document((try? Self.actor(url)) ?? [:])
    }
  }

  func host(_ number: Int = 1) -> String { "127.0.0.\(number):\(server.port)" }
  func url(_ path: String, on number: Int = 1) -> String { "http://\(host(number))\(path)" }

  func answer(_ target: String, on number: Int? = nil, with answer: TestAnswer) {
    let place = (number.map { host($0) } ?? "") + target
    answers.special.withLock { $0[place] = answer }
  }

  var targets: [String] { server.requests.map(\.target) }

  static func document(
    _ json: [String: Any], type: String = "application/activity+json", status: Int = 200
  ) -> TestAnswer {
    let body = (try? JSONSerialization.data(withJSONObject: json)) ?? Data()
    return .response(status, headers: ["Content-Type": type], body: [UInt8](body))
  }

  static func actor(
    _ id: String, pair: Result<KeyPair, any Error> = Correspondence.pair,
    _ more: [String: Any] = [:]
  ) throws -> [String: Any] {
    let name = id.split(separator: "/").last.map(String.init) ?? ""
    let origin = try #require(id.split(separator: "/users/").first)
    var actor: [String: Any] = [
      "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
      "id": id, "type": "Person", "preferredUsername": name, "name": name.capitalized,
      "inbox": id + "/inbox", "endpoints": ["sharedInbox": origin + "/inbox"],
      "publicKey": [
        "id": id + "#main-key", "owner": id, "publicKeyPem": try pair.get().publicPEM,
      ],
    ]
    actor.merge(more) { $1 }
    return actor
  }
}

/// What the hooks of sources were told.
final class Hooked: Sendable {
  private let told = Mutex<[String]>([])

  var all: [String] { told.withLock { $0 } }

  private func note(_ text: String) { told.withLock { $0.append(text) } }

  var hooks: SourceHooks {
    SourceHooks(
      answered: { activity, actor in self.note("\(activity.type) \(actor.id)") },
      said: { post, actor in self.note("said \(post.id ?? "") \(actor.id)") },
      boosted: { post, actor in self.note("boosted \(post.id ?? "") \(actor.id)") },
      removed: { post, actor in self.note("removed \(post) \(actor)") },
      moved: { actor, target in self.note("moved \(actor) \(target.id)") },
      left: { actor in self.note("left \(actor)") })
  }
}
