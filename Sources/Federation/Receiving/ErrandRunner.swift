public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Looks at other servers for what activities only name, until the program is told to stop.
public struct ErrandRunner: Service {
  let store: Store
  private(set) var documents: RemoteDocuments
  private(set) var reception: Reception
  let hooks: SourceHooks
  let logger: Logger
  let now: @Sendable () -> Date

  private static let pause = Duration.seconds(1)
  private static let housekeeping = Duration.seconds(3600)
  private static let restAfterError = Duration.seconds(30)
  /// So many errands are taken at once.
  private static let batch = 20
  /// How long after the first failure it is tried again, in seconds; four times as long after each.
  private static let retry: TimeInterval = 60
  /// What a group may pass on of what others do.
  private static let words: Set = ["Create", "Update", "Delete"]
  /// How many documents are fetched for one activity (federation rule S15).
  private static let budget = 10

  /// - Parameter sources: takes what followed accounts say.
  public init(
    site: SiteProfile, store: Store, documents: RemoteDocuments, sources: FollowedSources,
    logger: Logger, now: @escaping @Sendable () -> Date
  ) {
    self.init(
      site: site, store: store, documents: documents, hooks: SourceHooks(sources), logger: logger,
      now: now)
  }

  init(
    site: SiteProfile, store: Store, documents: RemoteDocuments, hooks: SourceHooks,
    logger: Logger, now: @escaping @Sendable () -> Date
  ) {
    self.store = store
    self.documents = documents
    self.hooks = hooks
    self.logger = logger
    self.now = now
    reception = Reception(site: site, store: store, documents: documents)
  }

  public func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup { group in
        for origin in Errand.Origin.allCases { group.addTask { await attend(to: origin) } }
        group.addTask { await keepHouse() }
      }
    }
  }

  private enum Event: Sendable {
    case tick
    case settled(String)
  }

  /// Runs what comes of one origin as it falls due.
  ///
  /// Those of one signer go one after the other, as they came; nobody waits for another's slow server.
  private func attend(to origin: Errand.Origin) async {
    await withTaskGroup(of: Event.self) { group in
      var busy: Set<String> = []
      group.addTask { .tick }
      while let event = await group.next() {
        if case .settled(let signer) = event { busy.remove(signer) }
        guard !Task.isCancelled else { continue }
        for (signer, errands) in await due(origin, sparing: busy) {
          busy.insert(signer)
          group.addTask {
            await settle(errands)
            return .settled(signer)
          }
        }
        guard case .tick = event else { continue }
        group.addTask {
          try? await Task.sleep(for: Self.pause)
          return .tick
        }
      }
    }
  }

  /// By their signers, as many as may run beside those that do.
  private func due(
    _ origin: Errand.Origin, sparing busy: Set<String>
  ) async -> [String: [Errand]] {
    do {
      guard busy.count < origin.width else { return [:] }
      let errands = try await store.dueErrands(
        origin, sparing: busy, now: now(), limit: Self.batch)
      // Those who wait longest come first.
      var bySigner: [String: [Errand]] = [:]
      for errand in errands
      where bySigner[errand.signer] != nil || bySigner.count < origin.width - busy.count {
        bySigner[errand.signer, default: []].append(errand)
      }
      return bySigner
    } catch StoreError.cancelled {
      return [:]
    } catch {
      logger.error("could not look after what was received: \(error)")
      return [:]
    }
  }

  private func keepHouse() async {
    while !Task.isCancelled {
      do {
        try await store.expireReceived(now: now())
      } catch StoreError.cancelled {
        return
      } catch {
        logger.error("could not end what was received long ago: \(error)")
      }
      try? await Task.sleep(for: Self.housekeeping)
    }
  }

  /// Runs what is due at this moment, up to twenty errands of each origin.
  func runDue() async {
    for origin in Errand.Origin.allCases {
      await withTaskGroup { group in
        for errands in await due(origin, sparing: []).values {
          group.addTask { await settle(errands) }
        }
      }
    }
  }

  /// What could not be written down is not run again at once: its effects stand, and the disk may be full.
  private func settle(_ errands: [Errand]) async {
    for errand in errands where !Task.isCancelled {
      do {
        try await settle(errand)
      } catch {
        guard !Task.isCancelled else { return }
        logger.error("could not end an activity of \(errand.signer): \(error)")
        try? await Task.sleep(for: Self.restAfterError)
        return
      }
    }
  }

  private func settle(_ errand: Errand) async throws {
    do {
      try await asked(by: errand.origin == .followed ? .ourselves : .sender()).run(errand)
    } catch let error as RemoteError where !error.isTemporary {
      logger.info("an activity of \(errand.signer) is passed over: \(error)")
    } catch {
      guard !Task.isCancelled else { return }
      logger.info("an activity of \(errand.signer) is tried again: \(error)")
      let rest = Self.retry * pow(4, Double(errand.attempt))
      return try await store.end(errand, retryingAt: now().addingTimeInterval(rest))
    }
    try await store.end(errand, retryingAt: nil)
  }

  /// The same, looking at other servers on somebody's behalf.
  private func asked(by asker: Asker) -> ErrandRunner {
    var runner = self
    runner.documents = documents.asked(by: asker)
    runner.reception = reception.asked(by: asker)
    return runner
  }

  private func run(_ errand: Errand) async throws {
    let object = try RemoteObject(errand.body, at: errand.signer)
    guard let signer = documents.id(errand.signer) else { return }
    let activity = ReceivedActivity(
      object: object, actor: signer, body: errand.body,
      signature: EntryKey("errand", String(errand.id)), now: now())
    let isAboutItself = activity.target == signer.text
    switch (activity.type, isAboutItself) {
    case ("Accept", _), ("Reject", _):
      try await hooks.answered(object, try await documents.actor(signer.text))
    case ("Update", true): try await refresh(signer)
    case ("Create", _), ("Update", false): try await said(activity)
    case ("Announce", _): try await boosted(activity)
    case ("Delete", true): try await hooks.left(signer.text)
    case ("Delete", false):
      if let post = activity.target { try await hooks.removed(post, signer.text) }
    case ("Move", true): try await moved(activity)
    case ("Block", _) where activity.objects.contains { reception.own.actor($0) == .merged }:
      try await hooks.blocked(try await documents.actor(signer.text))
    default: return
    }
  }
}

extension ErrandRunner {
  /// Reads a changed actor anew, and reaches it where it is from now on.
  private func refresh(_ id: RemoteID) async throws {
    let actor = try await documents.actor(id.text, refreshing: true)
    guard try await store.isFollower(actor.id) else { return }
    try await store.moveFollower(
      actor.id, to: InboxAddress(url: actor.inbox, host: actor.host), target: actor.target)
  }

  private func said(_ activity: ReceivedActivity) async throws {
    let isWhole = activity.inner != nil
    guard let post = try await post(of: activity),
      reception.isOwn(post, of: activity.actor)
    else { return }
    let actor = try await documents.actor(activity.actor.text)
    try await hooks.said(post, actor)
    // What was written out was judged when it came.
    guard !isWhole else { return }
    let effects = try await reception.words(post, activity)
    guard !effects.isEmpty else { return }
    let receipt = Receipt(
      actor: actor.id, host: actor.host, keys: [], until: now(), effects: effects)
    _ = try await store.receive([receipt], now: now())
  }

  private func post(of activity: ReceivedActivity) async throws -> RemoteObject? {
    if let post = activity.inner { return post }
    guard let id = documents.id(activity.target), id.isOnServer(of: activity.actor) else {
      return nil
    }
    return try await documents.object(at: id.text)
  }

  /// A boost names a post, or (as groups do) an activity about one; each is taken from its own id only.
  private func boosted(_ activity: ReceivedActivity) async throws {
    let actor = try await documents.actor(activity.actor.text)
    for item in activity.object.values("object").prefix(Self.budget / 2) {
      if let inner = item.embedded, Self.words.contains(inner.type) {
        try await boosted(inner, by: actor)
      } else if let id = item.id, !reception.own.contains(id) {
        let post = try await documents.object(at: id)
        if Self.words.contains(post.type) {
          try await boosted(post, by: actor)
        } else {
          try await hooks.boosted(post, actor)
        }
      }
    }
  }

  /// What a group passes on of those who write to it; whether it is so, the post's own server says.
  private func boosted(_ activity: RemoteObject, by group: RemoteActor) async throws {
    guard let id = documents.id(activity.id(of: "object")), let home = documents.id(group.id),
      id.isOnServer(of: home)
    else { return }
    do {
      let post = try await documents.object(at: id.text)
      try await hooks.boosted(post, group)
    } catch let error as RemoteError {
      guard activity.type == "Delete" ? error.saysMissing : error.saysGone else { throw error }
      try await hooks.removed(id.text, group.id)
    }
  }

  /// Both accounts must say so.
  private func moved(_ activity: ReceivedActivity) async throws {
    guard let target = activity.object.id(of: "target") else { return }
    let actor = try await documents.actor(target, refreshing: true)
    guard actor.alsoKnownAs.contains(activity.actor.text) else { return }
    try await hooks.moved(activity.actor.text, actor)
  }
}

extension Errand.Origin {
  /// With how many signers' servers it is dealt at a time.
  fileprivate var width: Int {
    switch self {
    case .followed: 16
    case .stranger: 4
    }
  }
}
