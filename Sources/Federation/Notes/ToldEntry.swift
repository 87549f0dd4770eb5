import Model

/// An entry together with the actor that tells it.
struct ToldEntry: Sendable, Hashable {
  var entry: IndexEntry
  /// The source whose actor tells it.
  var source: Source
  /// The source whose words are shown, most often the same.
  var shown: Source
  var handle: Handle
  /// What the actor that is asked has told of it, if it has.
  var post: Post?

  /// `nil` where no actor of ours tells what the source says, and none may boost it.
  init?(_ entry: IndexEntry, by source: Source?, showing shown: Source?) {
    guard let source, let shown, LocalActor.mayTell(source), LocalActor.mayTell(shown),
      LocalActor.mirrors(source) || entry.native != nil, let handle = Handle(source.handle)
    else { return nil }
    self.entry = entry
    self.source = source
    self.shown = shown
    self.handle = handle
  }

  /// Whether the operator's list still names those who tell it.
  var isListed: Bool { source.retired == nil && shown.retired == nil }

  /// Whether the source's own post is boosted, and our mirror of it says nothing.
  var isNative: Bool { entry.native != nil }
}

/// Nobody's words are told with less restraint because another source told of them first.
extension ToldEntry {
  private var policies: [Subscription] { [source.subscription, shown.subscription] }

  var isUnlisted: Bool {
    entry.isUnlisted || policies.contains { $0.federation == .unlisted }
  }

  var content: Subscription.ContentPolicy { policies.map(\.content).min() ?? .title }

  var showsImages: Bool { policies.allSatisfy(\.showsImages) }

  /// A content warning.
  var warning: String? { policies.lazy.compactMap(\.warning).first }
}
