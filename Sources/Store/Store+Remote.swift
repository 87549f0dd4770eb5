/// What is known of others' actors, and whom of them the operator does not want to hear of.
extension Store {
  public func remoteActor(_ id: String) async throws(StoreError) -> KnownActor? {
    try await read { db in try RemoteActorTable(db).actor(id) }
  }

  public func keep(_ actor: KnownActor) async throws(StoreError) {
    try await write { db in try RemoteActorTable(db).put(actor) }
  }

  public func remoteKey(_ id: String) async throws(StoreError) -> KnownKey? {
    try await read { db in try RemoteKeyTable(db).key(id) }
  }

  public func keep(_ key: KnownKey) async throws(StoreError) {
    try await write { db in try RemoteKeyTable(db).put(key) }
  }

  /// What the operator has said of a host, or of a domain it belongs to.
  public func block(ofHost host: String) async throws(StoreError) -> Block.Kind? {
    try await read { db in try BlockTable(db).kind(ofHost: host) }
  }
}
