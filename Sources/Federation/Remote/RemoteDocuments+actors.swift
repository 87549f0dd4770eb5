import Foundation
import Model
import Store

/// Actors, and the keys they sign with.
extension RemoteDocuments {
  /// How long what was learnt is good, in seconds.
  static let lifetime: TimeInterval = 86_400
  /// A key that does not fit is asked for anew, but not sooner than this.
  private static let shortestLifetime: TimeInterval = 300

  /// An actor; from the cache where it was asked of late.
  ///
  /// - Parameter refreshing: asks its server in any case.
  func actor(_ id: String, refreshing: Bool = false) async throws(RemoteError) -> RemoteActor {
    guard let asked = self.id(id) else { throw .badID(id) }
    let kept = try await kept(asked.text)
    if let kept, !refreshing, age(of: kept.fetched) < Self.lifetime { return kept.actor }
    do throws(RemoteError) {
      return try await look(at: asked, in: actorLooks) { () async throws(RemoteError) in
        let object = try await object(at: asked.text)
        guard object.id == asked.text else {
          throw .impostor(url: asked.text, id: object.id ?? "")
        }
        return try await keep(object)
      }
    } catch {
      guard error.isTemporary, !refreshing, let kept else { throw error }
      return kept.actor
    }
  }

  /// Reads an actor's document and remembers it.
  @discardableResult
  func keep(_ object: RemoteObject) async throws(RemoteError) -> RemoteActor {
    let actor = try RemoteActor(object, allowsPlainHTTP: allowsPlainHTTP)
    do {
      let document = String(decoding: try JSONEncoder().encode(actor), as: UTF8.self)
      try await store.keep(
        KnownActor(id: actor.id, host: actor.host, fetched: now(), document: document))
    } catch {
      throw .trouble(why: "\(error)")
    }
    return actor
  }

  private func kept(
    _ id: String
  ) async throws(RemoteError) -> (actor: RemoteActor, fetched: Date)? {
    do {
      guard let known = try await store.remoteActor(id) else { return nil }
      // What an older version wrote is asked for anew.
      let actor = try? JSONDecoder().decode(RemoteActor.self, from: Data(known.document.utf8))
      return actor.map { ($0, known.fetched) }
    } catch {
      throw .trouble(why: "\(error)")
    }
  }

  private func age(of date: Date) -> TimeInterval { abs(now().timeIntervalSince(date)) }

  /// A key, proven to belong to its owner (federation rule 2.3).
  ///
  /// - Parameter refreshing: asks anew, unless that was done minutes ago.
  func key(_ keyID: String, refreshing: Bool = false) async throws(RemoteError) -> RemoteKey {
    let limit = refreshing ? Self.shortestLifetime : Self.lifetime
    if let key = memory.key(keyID), age(of: key.fetched) < limit { return key }
    if let key = try await keptKey(keyID), age(of: key.fetched) < limit {
      memory.keep(key)
      return key
    }
    guard let asked = self.id(keyID) else { throw .badID(keyID) }
    return try await look(at: asked, in: keyLooks) { () async throws(RemoteError) in
      // Somebody else may have seen it while this one waited for its turn.
      if let key = memory.key(asked.text), age(of: key.fetched) < limit { return key }
      return try await freshKey(asked)
    }
  }

  private func freshKey(_ asked: RemoteID) async throws(RemoteError) -> RemoteKey {
    guard !memory.hasLooked(at: asked.address, now: now()) else {
      throw .unprovenKey(asked.text, why: "the document does not list it")
    }
    do throws(RemoteError) {
      let keys = try await freshKeys(asked)
      for key in keys { try await keep(key) }
      memory.noteLook(at: asked.address, now: now())
      guard let key = keys.first(where: { $0.id == asked.text }) else {
        throw .unprovenKey(asked.text, why: "the document does not list it")
      }
      return key
    } catch {
      if case .unprovenKey = error { memory.noteLook(at: asked.address, now: now()) }
      throw error
    }
  }

  private func keep(_ key: RemoteKey) async throws(RemoteError) {
    do throws(StoreError) {
      try await store.keep(
        KnownKey(id: key.id, owner: key.owner, material: key.material, fetched: key.fetched))
    } catch {
      throw RemoteError.trouble(why: error.description)
    }
    memory.keep(key)
  }

  /// Whether a key is in use.
  func remembersKey(_ id: String) -> Bool { memory.key(id) != nil }

  private func keptKey(_ id: String) async throws(RemoteError) -> RemoteKey? {
    do {
      guard let known = try await store.remoteKey(id) else { return nil }
      return try? RemoteKey(
        id: known.id, owner: known.owner, material: known.material, fetched: known.fetched)
    } catch {
      throw .trouble(why: error.description)
    }
  }

  /// The document the key id leads to is the owner's, or the key's own page; only what the owner's own
  /// document lists is believed.
  ///
  /// All keys of an actor are read at once, so that naming others of it costs no further question.
  private func freshKeys(_ asked: RemoteID) async throws(RemoteError) -> [RemoteKey] {
    let document = try await object(at: asked.text)
    guard document.types.contains(where: RemoteActor.types.contains) else {
      return [try await standaloneKey(asked, document)]
    }
    guard let owner = self.id(document.id), owner.isOnServer(of: asked) else {
      throw .unprovenKey(asked.text, why: "its owner is on another server")
    }
    try await keepIfWhole(document)
    let named = NamedKey.all(of: document).filter { id($0.id)?.address == asked.address }
    let now = now()
    var keys: [RemoteKey] = []
    for key in named {
      do throws(RemoteError) {
        keys.append(
          try RemoteKey(id: key.id, owner: owner.text, material: key.material, fetched: now))
      } catch {
        guard key.id != asked.text else { throw error }
      }
    }
    // Old versions of PeerTube name the actor itself.
    if asked.text == owner.text, named.count == 1, let key = named.first, key.id != asked.text {
      keys.append(
        try RemoteKey(id: asked.text, owner: owner.text, material: key.material, fetched: now))
    }
    return keys
  }

  private func standaloneKey(
    _ asked: RemoteID, _ document: RemoteObject
  ) async throws(RemoteError) -> RemoteKey {
    guard let page = NamedKey(document), page.id == asked.text else {
      throw .unprovenKey(asked.text, why: "no key of that id stands there")
    }
    guard let owner = self.id(page.owner), owner.isOnServer(of: asked) else {
      throw .unprovenKey(asked.text, why: "its owner is on another server")
    }
    let actor = try await object(at: owner.text)
    guard actor.id == owner.text else {
      throw .impostor(url: owner.text, id: actor.id ?? "")
    }
    let listed = NamedKey.all(of: actor).first { $0.id == asked.text }
    let isNamed =
      listed?.material == page.material
      || listed == nil
        && actor.values("publicKey").contains(.text(asked.text))
    guard isNamed else {
      throw .unprovenKey(asked.text, why: "\(owner.text) does not list it")
    }
    try await keepIfWhole(actor)
    return try RemoteKey(
      id: asked.text, owner: owner.text, material: page.material, fetched: now())
  }

  /// Spares a second look at the actor; a document that names little more than a key, as GoToSocial gives
  /// with one, says too little to be kept.
  private func keepIfWhole(_ document: RemoteObject) async throws(RemoteError) {
    guard document.text("inbox") != nil else { return }
    do throws(RemoteError) {
      try await keep(document)
    } catch {
      guard error.isTemporary else { return }
      throw error
    }
  }
}
