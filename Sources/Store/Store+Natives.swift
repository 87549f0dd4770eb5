public import Foundation
public import Model

/// The posts with which sources tell entries on the Fediverse themselves.
extension Store {
  /// The sources that tell an entry with this post.
  public func tellers(ofNative id: String) async throws(StoreError) -> [NativeTeller] {
    try await read { db in try NativeWriter(db).tellers(of: id) }
  }

  /// Those of the ids that were neither taken in nor passed over, in the same order.
  public func unknownPosts(
    among ids: [String], now: Date
  ) async throws(StoreError) -> [String] {
    try await read { db in
      try ids.filter { id in
        try !NativeWriter(db).isTaken(id) && !NativeWriter(db).isPassedOver(id, now: now)
      }
    }
  }

  /// Remembers posts that need not be looked at again until then.
  public func passOver(_ ids: [String], until: Date) async throws(StoreError) {
    guard !ids.isEmpty else { return }
    try await write { db in
      for id in ids { try NativeWriter(db).passOver(id, until: until) }
    }
  }

  /// Remembers that a post was deleted, so that whoever has fetched it before does not take it in after.
  public func takeBack(_ id: String, until: Date) async throws(StoreError) {
    try await write { db in try NativeWriter(db).takeBack(id, until: until) }
  }

  /// Takes away a post of a source: what only it told is removed for ever, and boosts are undone.
  public func withdraw(
    native id: String, of source: Source.ID, now: Date
  ) async throws(StoreError) {
    try await write { db in try NativeWriter(db).withdraw(id, of: source, now: now) }
    noteChange(entries: true)
  }

  /// The ids of the posts with which a source told entries, up to `limit`.
  public func natives(
    of source: Source.ID, limit: Int
  ) async throws(StoreError) -> [String] {
    try await read { db in try NativeWriter(db).natives(of: source, limit: limit) }
  }

  /// The ids of posts that a source shows in outline only, because somebody else's words were shown before;
  /// up to `limit`.
  public func doubtedNatives(
    of source: Source.ID, limit: Int
  ) async throws(StoreError) -> [String] {
    try await read { db in try NativeWriter(db).doubted(of: source, limit: limit) }
  }

  /// The posts of an author with which sources told entries, up to `limit`.
  public func natives(
    writtenBy author: String, limit: Int
  ) async throws(StoreError) -> [(id: String, source: Source.ID)] {
    try await read { db in try NativeWriter(db).natives(writtenBy: author, limit: limit) }
  }

  public func nativeProbe(of source: Source.ID) async throws(StoreError) -> NativeProbe? {
    try await read { db in try NativeProbeTable(db).probe(of: source) }
  }

  public func note(_ probe: NativeProbe, of source: Source.ID) async throws(StoreError) {
    try await write { db in try NativeProbeTable(db).put(probe, of: source) }
  }
}
