import Fetching
public import Foundation
public import Model
public import Store

/// Takes what others send: proves who sent it, and lets it have its effect, once.
///
/// Whatever is cheap to refuse is refused before anything costly: the type, the size and the pace before
/// the signature, the signature's form before the key is asked for, the key before the activity counts
/// (federation rule 2.2).
public struct Inbox: Sendable {
  /// How much is taken from anybody in five minutes.
  public struct Limits: Sendable, Hashable {
    /// From one client, whatever it is.
    public var requests = 600_000
    /// From one client, of what is refused; then it is heard only where it signs with a key in use, since
    /// others may speak through the same address.
    public var refusals = 300
    /// From one host, of what it has signed.
    public var signed = 300_000

    public init() {}

    static let period: TimeInterval = 300
  }

  /// In bytes.
  public static let bodyLimit = 1 << 20
  /// How long an activity is remembered, and one that may be repeated: as long as its signature is good.
  private static let memory: TimeInterval = 30 * 86_400
  private static let shortMemory: TimeInterval = 2 * 3600
  /// What can be said again under the same id: some servers name it by the two actors alone, and who
  /// unfollows for the second time means it as much as for the first.
  private static let repeatable: Set = ["Follow", "Undo", "Block", "Accept", "Reject"]
  /// The answers that count against who gets them; 503 among them, for a sender who cannot be looked up
  /// costs the most.
  private static let counted: Set = [400, 401, 413, 415, 503]

  let site: SiteProfile
  let store: Store
  let documents: RemoteDocuments
  let reception: Reception
  let scribe: Scribe
  let now: @Sendable () -> Date
  private let clients: RateLimit
  private let refused: RateLimit
  private let hosts: RateLimit

  public init(
    site: SiteProfile, store: Store, documents: RemoteDocuments, limits: Limits = Limits(),
    now: @escaping @Sendable () -> Date
  ) {
    self.site = site
    self.store = store
    self.documents = documents
    self.now = now
    reception = Reception(site: site, store: store, documents: documents)
    scribe = Scribe(store: store, now: now)
    clients = RateLimit(limits.requests, per: Limits.period)
    refused = RateLimit(limits.refusals, per: Limits.period)
    hosts = RateLimit(limits.signed, per: Limits.period)
  }

  /// Answers a request that was posted to an inbox: 202 where it was taken, and the reason where not.
  ///
  /// - Parameter client: the address of whoever sent it; `nil` where that cannot be known.
  public func receive(
    _ request: ReceivedRequest, at address: Address, from client: String?
  ) async throws -> Document {
    let client = client.map(Self.neighbourhood)
    do {
      try checkPace(of: client, request)
      try Self.checkForm(of: request)
      try await checkOwner(of: address)
      try await scribe.attending { try await take(request, from: client) }
      return Document(
        status: 202, contentType: Document.activityType, body: [], maxAge: 0)
    } catch let refusal as InboxRefusal {
      if let client, Self.counted.contains(refusal.status) { refused.count(client, now: now()) }
      return try refusal.document()
    } catch is Scribe.Overload {
      return try InboxRefusal(503, "too much arrives at once", retryAfter: 10).document()
    } catch let error as StoreError {
      guard error == .cancelled else { throw error }
      return try InboxRefusal(503, "the server stops", retryAfter: 30).document()
    }
  }

  /// Who has one address of IPv6 has as many as the stars.
  private static func neighbourhood(_ client: String) -> String {
    IPAddress(client)?.neighbourhood.description ?? client
  }

  private func checkPace(
    of client: String?, _ request: ReceivedRequest
  ) throws(InboxRefusal) {
    guard let client else { return }
    let now = now()
    var wait = clients.wait(for: client, now: now)
    if wait == nil, let rest = refused.wait(for: client, now: now), !isFamiliar(request) {
      wait = rest
    }
    if let wait {
      throw InboxRefusal(429, "too many requests come from there", retryAfter: wait)
    }
    clients.count(client, now: now)
  }

  /// Whether it claims to be signed with a key in use, which costs little to check.
  private func isFamiliar(_ request: ReceivedRequest) -> Bool {
    guard let claims = try? SignatureClaim.claims(of: request) else { return false }
    return claims.allSatisfy { documents.remembersKey($0.keyID) }
  }

  private static func checkForm(of request: ReceivedRequest) throws(InboxRefusal) {
    guard let type = request["content-type"], MediaRange(type)?.isActivityPub == true else {
      throw InboxRefusal(415, "activities are sent as application/activity+json")
    }
    guard request.body.count <= bodyLimit else {
      throw InboxRefusal(413, "an activity has at most 1 MiB")
    }
  }

  private func checkOwner(of address: Address) async throws {
    guard case .inbox(let handle) = address, try await reception.roll.actor(handle) == nil else {
      return
    }
    guard try await reception.directory.removal(of: handle) == nil else {
      throw InboxRefusal(410, "this actor is gone for ever")
    }
    throw InboxRefusal(404, "nothing stands here")
  }

  private func take(_ request: ReceivedRequest, from client: String?) async throws {
    let evidence = try await prove(request, from: client)
    guard let evidence else { return }
    hosts.count(evidence.actor.host, now: now())
    let effects = try await reception.asked(by: .sender(client: client)).effects(of: evidence)
    let verdict = try await scribe.write(receipt(for: evidence, effects))
    guard verdict != .blocked else {
      throw InboxRefusal(fetching: .blocked(host: evidence.actor.host))
    }
  }

  private func receipt(for activity: ReceivedActivity, _ effects: [Receipt.Effect]) -> Receipt {
    var key = activity.signature
    var memory = Self.shortMemory
    if let id = activity.id, !Self.repeatable.contains(activity.type) {
      key = EntryKey("activity", activity.actor.text, id)
      memory = Self.memory
    }
    return Receipt(
      actor: activity.actor.text, host: activity.actor.host, keys: [key],
      until: activity.now + memory, effects: effects)
  }

  /// - Throws: `InboxRefusal` where a host has sent more than its share.
  func checkPace(ofHost host: String) throws(InboxRefusal) {
    guard let wait = hosts.wait(for: host, now: now()) else { return }
    throw InboxRefusal(429, "too many activities come from there", retryAfter: wait)
  }
}
