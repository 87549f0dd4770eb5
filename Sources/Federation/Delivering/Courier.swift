public import Fetching
public import Foundation
public import Logging
public import Model
public import ServiceLifecycle
public import Store

/// Brings what our actors say to the inboxes of their followers, until the program is told to stop.
///
/// What is on the road when the process is killed was sent and not written down; it is sent again, and
/// whoever has it already knows it by its id.
public struct Courier: Service {
  let store: Store
  let postman: Postman
  let forwarding: Forwarding
  let owner: LeaseOwner
  let logger: Logger
  let now: @Sendable () -> Date
  let random: @Sendable () -> Double

  /// How long the store may keep a secret from us.
  static let longestSleep = Duration.seconds(1)
  static let restAfterError = Duration.seconds(5)
  /// When it is tried again where too many are looked for already, in seconds.
  private static let laterLook: TimeInterval = 120
  private static let longestLook = Duration.seconds(60)
  /// How long what is on the road may take when the program stops.
  private static let farewell = Duration.seconds(5)

  /// - Parameters:
  ///   - documents: finds followers whose inbox is gone.
  ///   - owner: the process; what another one holds is left alone as long as that one runs.
  public init(
    store: Store, fetcher: Fetcher, keys: ActorKeys, documents: RemoteDocuments,
    owner: LeaseOwner, logger: Logger, now: @escaping @Sendable () -> Date
  ) {
    self.init(
      store: store, fetcher: fetcher, keys: keys, owner: owner, logger: logger,
      look: { await Whereabouts(of: $0, in: documents) }, now: now)
  }

  /// - Parameters:
  ///   - look: looks up a follower whose inbox is gone, by its id.
  ///   - random: from 0 to 1, anew at each call.
  init(
    store: Store, fetcher: Fetcher, keys: ActorKeys, owner: LeaseOwner, logger: Logger,
    look: @escaping @Sendable (String) async -> Whereabouts,
    now: @escaping @Sendable () -> Date,
    random: @escaping @Sendable () -> Double = { .random(in: 0..<1) }
  ) {
    self.store = store
    self.owner = owner
    self.logger = logger
    self.now = now
    self.random = random
    postman = Postman(fetcher: fetcher, keys: keys, now: now, random: random)
    forwarding = Forwarding(store: store, now: now, look: look)
  }

  private enum Event: Sendable {
    case tick
    case farewell
    case arrived(CourierDesk.Parcel, DeliveryResult?, after: Duration)
    case forwarded(DeliveryResult?)
    case worked(CourierWork.Outcome)
  }

  /// Sends until the task is cancelled or the service group shuts down, then gives back what is left.
  public func run() async throws {
    await takeFromTheDead()
    await withTaskGroup(of: Event.self) { group in
      var round = CourierRound(self)
      group.addTask { .tick }
      while let event = await group.next() {
        switch event {
        case .farewell: group.cancelAll()
        case .tick where round.isStopping: break
        case .tick where Task.isCancelled || Task.isShuttingDownGracefully:
          round.isStopping = true
          group.addTask { await Self.farewell() }
        case .tick:
          let pause = round.pause
          round.look()
          group.addTask { await rest(pause) }
        case .arrived, .forwarded, .worked: take(event, in: &round, &group)
        }
        go(on: &round, in: &group)
        if round.isStopping, round.isEmpty { group.cancelAll() }
      }
      await round.finish()
    }
    await giveBack()
  }

  /// Brings all that is due at this moment, and returns when nothing is on the road any more.
  func deliverDue() async {
    await withTaskGroup(of: Event.self) { group in
      var round = CourierRound(self)
      round.look()
      go(on: &round, in: &group)
      while let event = await group.next() {
        take(event, in: &round, &group)
        go(on: &round, in: &group)
      }
      await round.finish()
    }
  }

  private func take(
    _ event: Event, in round: inout CourierRound, _ group: inout TaskGroup<Event>
  ) {
    switch event {
    case .arrived(let parcel, let result, let duration):
      arrived(parcel, result, after: duration, in: &round, &group)
    case .forwarded(let result): round.noteForwarded(result)
    case .worked(let outcome): round.ended(outcome)
    case .tick, .farewell: break
    }
  }

  private func go(on round: inout CourierRound, in group: inout TaskGroup<Event>) {
    round.start { parcel in
      group.addTask {
        let start = ContinuousClock.now
        let result = await postman.deliver(parcel)
        return .arrived(parcel, result, after: .now - start)
      }
    }
    if let work = round.work() { group.addTask { .worked(await work.run()) } }
  }

  /// Where nobody is there any more it is looked where they are, off the road.
  private func arrived(
    _ parcel: CourierDesk.Parcel, _ result: DeliveryResult?, after duration: Duration,
    in round: inout CourierRound, _ group: inout TaskGroup<Event>
  ) {
    guard let result, Forwarding.isNeeded(for: result) else {
      return round.note(parcel, result, after: duration)
    }
    round.note(parcel, nil, after: duration)
    guard round.beginsForwarding() else { return round.note(later(result)) }
    group.addTask { .forwarded(await forwarded(result)) }
  }

  /// - Returns: `nil` where the program stops.
  private func forwarded(_ result: DeliveryResult) async -> DeliveryResult? {
    await Deadline.run(within: Self.longestLook) {
      do throws(StoreError) {
        return try await forwarding.forwarded(result)
      } catch {
        guard error != .cancelled else { return nil }
        logger.error("could not look for a follower that is gone: \(error)")
        return later(result)
      }
    }
  }

  private func later(_ result: DeliveryResult) -> DeliveryResult {
    var later = result
    later.verdict = .untried(until: now().addingTimeInterval(Self.laterLook))
    return later
  }

  /// Waits until this process has something to send, and no longer than that; an error is slept over.
  private func rest(_ pause: Duration) async -> Event {
    await cancelWhenGracefulShutdown {
      if pause == Self.restAfterError {
        try? await Task.sleep(for: pause)
      } else {
        await store.toSend.rung(within: pause)
      }
    }
    return .tick
  }

  private static func farewell() async -> Event {
    try? await Task.sleep(for: farewell)
    return .farewell
  }
}

extension Courier {
  /// Takes deliveries back from processes that were killed with them.
  private func takeFromTheDead() async {
    do {
      for name in try await store.deliveryOwners() {
        if let other = LeaseOwner(name), other != owner, other.isAlive(beside: owner) { continue }
        try await store.releaseDeliveries(owner: name, now: now())
      }
    } catch {
      logger.error("could not take deliveries back: \(error)")
    }
  }

  /// In a task of its own: the one that ran may be cancelled.
  private func giveBack() async {
    await Task {
      do {
        try await store.releaseDeliveries(owner: owner.description, now: now())
      } catch {
        logger.error("could not give deliveries back: \(error)")
      }
    }.value
  }
}
