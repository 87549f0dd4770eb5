import Model

/// An entry together with the actor that tells it.
struct ToldEntry: Sendable, Hashable {
  var entry: IndexEntry
  var source: Source
  var handle: Handle
  /// What the actor that is asked has told of it, if it has.
  var post: Post?

  /// `nil` where no actor of ours tells what the source says, and none may boost it.
  init?(_ entry: IndexEntry, by source: Source?) {
    guard let source, source.subscription.federation != .off,
      LocalActor.mirrors(source) || entry.native != nil, let handle = Handle(source.handle)
    else { return nil }
    self.entry = entry
    self.source = source
    self.handle = handle
  }

  var isUnlisted: Bool { source.subscription.federation == .unlisted || entry.isUnlisted }

  /// Whether the source's own post is boosted, and our mirror of it says nothing.
  var isNative: Bool { entry.native != nil }
}
