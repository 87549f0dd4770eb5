public import Fetching
public import Foundation
public import Model
public import Store

/// What other servers say of themselves, fetched as the server's own actor and believed only as far as
/// it can be proven.
///
/// A document counts only where it stands at its own id (federation rule S3), is served as ActivityPub
/// (S4), and comes from a host that the operator has not blocked.
public struct RemoteDocuments: Sendable {
  let fetcher: Fetcher
  let site: SiteProfile
  let keys: ActorKeys
  let store: Store
  let allowsPlainHTTP: Bool
  let now: @Sendable () -> Date
  private(set) var asker = Asker.ourselves
  let memory = RemoteMemory()
  let keyLooks = SharedLook<RemoteKey>()
  let actorLooks = SharedLook<RemoteActor>()
  /// Half the line of strangers at most is one client's.
  let turnstile = Turnstile(perName: 16, mostWaiting: 100)

  private static let hops = 3
  static let limits: Limits = {
    var limits = Limits(bodyBytes: 1 << 20)
    limits.connect = .seconds(5)
    limits.firstByte = .seconds(10)
    limits.total = .seconds(20)
    return limits
  }()

  /// Whoever waits for us to look at its server does not wait longer than this itself.
  private static let shortLimits: Limits = {
    var limits = RemoteDocuments.limits
    limits.total = .seconds(10)
    return limits
  }()

  /// - Parameter allowsPlainHTTP: whether ids may be http or name a port, as they do only behind
  ///   `outbound.allow`.
  public init(
    fetcher: Fetcher, site: SiteProfile, keys: ActorKeys, store: Store,
    allowsPlainHTTP: Bool = false, now: @escaping @Sendable () -> Date
  ) {
    self.fetcher = fetcher
    self.site = site
    self.keys = keys
    self.store = store
    self.allowsPlainHTTP = allowsPlainHTTP
    self.now = now
  }

  /// The same, on somebody's behalf; what is learnt is learnt for all.
  func asked(by asker: Asker) -> RemoteDocuments {
    var documents = self
    documents.asker = asker
    return documents
  }

  /// Looks at something once for all who want to see it at the same time, each in the line of who asks.
  ///
  /// The turn comes first: what one has to wait for must not be what others wait for.
  func look<Value: Sendable>(
    at id: RemoteID, in looks: SharedLook<Value>,
    _ look: @escaping @Sendable () async throws(RemoteError) -> Value
  ) async throws(RemoteError) -> Value {
    guard let client = asker.client else { return try await looks.value(of: id.text, look: look) }
    return try await looks.value(of: "\(client) \(id.text)") { () async throws(RemoteError) in
      let value = try await turnstile.pass(client) { () async throws(RemoteError) in
        try await looks.value(of: id.text, look: look)
      }
      guard let value else { throw .exhausted(host: id.host) }
      return value
    }
  }

  func id(_ text: String?) -> RemoteID? { RemoteID(text, allowsPlainHTTP: allowsPlainHTTP) }

  /// The document that stands at an id, asked for with a signature of the server's own actor.
  ///
  /// One that was found elsewhere is asked for once more, where it says that it stands.
  func object(at id: String) async throws(RemoteError) -> RemoteObject {
    guard let asked = self.id(id) else { throw .badID(id) }
    let first = try await fetch(asked, hops: Self.hops)
    if first.isAtHome(asking: asked) { return first.object }
    guard let claimed = self.id(first.object.id) else {
      throw .impostor(url: asked.text, id: first.object.id ?? "")
    }
    let second = try await fetch(claimed, hops: 0)
    guard second.object.id == claimed.text else {
      throw .impostor(url: claimed.text, id: second.object.id ?? "")
    }
    return second.object
  }

  /// What was found, and where.
  private struct Found {
    let object: RemoteObject
    let url: String

    /// Whether it stands where it says; a fragment is part of an id and never of an address.
    func isAtHome(asking asked: RemoteID) -> Bool {
      object.id == url || object.id == asked.text && asked.address == url
    }
  }

  private func fetch(_ asked: RemoteID, hops: Int) async throws(RemoteError) -> Found {
    if let setback = memory.setback(of: asked.address, now: now()) { throw setback }
    do throws(RemoteError) {
      let found = try await travel(asked, hops: hops)
      memory.forgetSetback(of: asked.address)
      return found
    } catch {
      switch error {
      case .blocked, .exhausted, .trouble: break
      default: memory.note(error, of: asked.address, now: now())
      }
      throw error
    }
  }

  /// Follows redirects by hand: each hop is judged like the first, and signed for itself.
  private func travel(_ asked: RemoteID, hops: Int) async throws(RemoteError) -> Found {
    var place = asked
    var visited: Set = [asked.address]
    for _ in 0...hops {
      let response = try await ask(place)
      guard (300..<400).contains(response.status), response.status != 304 else {
        let url = place.address
        return Found(object: try read(response, from: url), url: url)
      }
      guard let next = target(of: response, from: place) else {
        throw .badRedirect(url: place.text, why: "its redirect is to no address that may be asked")
      }
      guard visited.insert(next.address).inserted else {
        throw .badRedirect(url: asked.text, why: "its redirects go in a circle")
      }
      place = next
    }
    throw .badRedirect(url: asked.text, why: "it is redirected too often")
  }

  private func target(of response: Response, from place: RemoteID) -> RemoteID? {
    guard let location = response.headers["Location"],
      let url = URL(string: location, relativeTo: URL(string: place.address))
    else { return nil }
    return id(url.absoluteString)
  }

  /// A second knock with the other kind of signature, where the first was refused.
  private func ask(_ place: RemoteID) async throws(RemoteError) -> Response {
    try await checkMayAsk(place.host)
    let request = Request(
      .get, place.address,
      headers: [
        "Accept":
          "application/activity+json, application/ld+json; "
          + "profile=\"https://www.w3.org/ns/activitystreams\""
      ],
      limits: asker == .ourselves ? Self.limits : Self.shortLimits, reach: asker.reach,
      followsRedirects: false)
    do {
      let key = try await keys.signingKey(of: .instance, now: now())
      let known = try await store.scheme(of: place.host, now: now())
      let first = known.flatMap(SignatureScheme.init) ?? .cavage
      let answer = try await fetcher.fetch(request.signed(by: key, as: first, now: now()))
      if answer.status < 500 { try await store.hear(from: place.host, now: now()) }
      guard let second = try SecondKnock(request, by: key, after: first, answer, now: now())
      else { return answer }
      let other = try await fetcher.fetch(second.request)
      if second.scheme != first, (200..<400).contains(other.status) {
        try await store.setScheme(
          second.scheme.rawValue, of: place.host, until: now() + SignatureScheme.memory, now: now())
      }
      return other
    } catch let error as FetchError {
      throw .unavailable(url: place.text, why: "\(error)")
    } catch {
      throw .trouble(why: "\(error)")
    }
  }

  /// - Throws: `RemoteError.blocked`, `.exhausted`
  func checkMayAsk(_ host: String) async throws(RemoteError) {
    let judgement: Block.Kind?
    do {
      judgement = try await store.block(ofHost: host)
    } catch {
      throw .trouble(why: error.description)
    }
    guard judgement != .block else { throw .blocked(host: host) }
    guard memory.spend(on: host, for: asker, now: now()) else { throw .exhausted(host: host) }
  }

  private func read(
    _ response: Response, from url: String
  ) throws(RemoteError) -> RemoteObject {
    switch response.status {
    case 200: break
    case 404: throw .missing(url: url)
    case 410: throw .gone(url: url)
    case 408, 425, 429, 500...:
      throw .unavailable(url: url, why: "it answered with \(response.status)")
    default: throw .refused(url: url, status: response.status)
    }
    let type = response.headers["Content-Type"] ?? ""
    guard MediaRange(type)?.isActivityDocument == true else {
      throw .wrongType(url: url, type: type)
    }
    return try RemoteObject(response.body, at: url)
  }
}

extension MediaRange {
  /// Whether a document of this type is one of ActivityPub; nothing else is to be believed, for what
  /// strangers upload is served as other types (federation rule S4).
  var isActivityDocument: Bool {
    switch name {
    case "application/activity+json": true
    case "application/ld+json":
      parameters["profile"]?.split(separator: " ")
        .contains("https://www.w3.org/ns/activitystreams") ?? false
    default: false
    }
  }
}
