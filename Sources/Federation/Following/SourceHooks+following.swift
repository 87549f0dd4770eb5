extension SourceHooks {
  /// Hands what concerns the accounts of sources to who follows them.
  init(_ sources: FollowedSources) {
    self.init(
      answered: { try await sources.answered($0, $1) }, said: { try await sources.said($0, $1) },
      boosted: { try await sources.boosted($0, $1) },
      removed: { try await sources.removed($0, $1) }, moved: { try await sources.moved($0, $1) },
      blocked: { try await sources.blocked($0) }, left: { try await sources.left($0) })
  }
}
