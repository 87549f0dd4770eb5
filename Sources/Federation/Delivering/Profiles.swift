public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Tells followers what has changed in the profiles of our actors: on the day the operator changes the
/// site, its folders or a source, and whenever a source says something else of itself.
public struct Profiles: Service {
  private let site: SiteProfile
  private let store: Store
  private let keys: ActorKeys
  private let logger: Logger
  private let now: @Sendable () -> Date

  /// How often it is looked whether the store has changed.
  private static let pause = Duration.seconds(30)

  public init(
    site: SiteProfile, store: Store, keys: ActorKeys, logger: Logger,
    now: @escaping @Sendable () -> Date
  ) {
    self.site = site
    self.store = store
    self.keys = keys
    self.logger = logger
    self.now = now
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      var seen: Int?
      var faces: [Source.ID: Int] = [:]
      while !Task.isCancelled {
        let revision = store.revision.sources
        if revision != seen, await wentWell(&faces) { seen = revision }
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  private func wentWell(_ faces: inout [Source.ID: Int]) async -> Bool {
    do {
      try await tell(&faces)
      return true
    } catch StoreError.cancelled {
      return false
    } catch {
      logger.error("could not look after the profiles of actors: \(error)")
      return false
    }
  }

  /// Compares every actor's document with what its followers were last told.
  ///
  /// What nobody was told before is only remembered.
  public func tell() async throws {
    var faces: [Source.ID: Int] = [:]
    try await tell(&faces)
  }

  /// - Parameter faces: of sources that were looked at already, and need not be again while they are the
  ///   same: most of what changes in a list of thousands is when each is asked next.
  private func tell(_ faces: inout [Source.ID: Int]) async throws {
    var handles = [Handle.instance, .merged]
    let folders = try await store.folders() + store.formerFolders()
    handles += folders.compactMap { $0.handle.flatMap { Handle($0) } }
    let sources = try await store.sources()
    let new = Dictionary(uniqueKeysWithValues: sources.map { ($0.id, Self.face(of: $0)) })
    handles += sources.filter { faces[$0.id] != new[$0.id] }.compactMap { Handle($0.handle) }
    let directory = ActorDirectory(store: store)
    let founded = try await directory.founded()
    for handle in handles {
      // Whoever moves or ends an actor meanwhile is not overruled by what it was before.
      while try await !isTold(handle, in: directory, founded) {}
    }
    faces = new
  }

  /// All of a source that its actor may show.
  private static func face(of source: Source) -> Int {
    var source = source
    source.state = FetchState(nextCheck: .distantPast)
    return source.hashValue
  }

  /// Gives `false` where the actor has become another while it was looked at.
  private func isTold(
    _ handle: Handle, in directory: ActorDirectory, _ founded: Date?
  ) async throws -> Bool {
    let name = handle.description
    let record = try await store.actorRecord(of: name)
    guard let actor = try await directory.actor(handle) else { return true }
    let founded = actor.isOurOwn ? founded : nil
    let document = ActorWriter(site: site).object(of: actor, publicPEM: "", founded: founded)
    let digest = EntryKey(String(decoding: try Document(document).body, as: UTF8.self))
    guard record.profile != digest else { return true }
    var update: OutgoingActivity?
    if record.profile != nil, try await store.hasFollowers(name) {
      update = try await self.update(of: actor, founded: founded)
    }
    return try await store.tell(digest, of: name, seen: record, update)
  }

  private func update(of actor: LocalActor, founded: Date?) async throws -> OutgoingActivity {
    let pem = try await keys.publicPEM(of: actor.handle, now: now())
    let document = ActorWriter(site: site).object(of: actor, publicPEM: pem, founded: founded)
    return try ActivityWriter(site: site, now: now()).update(document, of: actor.handle)
  }
}
