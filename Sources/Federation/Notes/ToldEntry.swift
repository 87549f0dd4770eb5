import Model

/// An entry together with the actor that tells it.
struct ToldEntry: Sendable, Hashable {
  var entry: IndexEntry
  var source: Source
  var handle: Handle

  /// `nil` where no actor of ours tells what the source says.
  init?(_ entry: IndexEntry, by source: Source?) {
    guard let source, LocalActor.mirrors(source), let handle = Handle(source.handle) else {
      return nil
    }
    self.entry = entry
    self.source = source
    self.handle = handle
  }

  var isUnlisted: Bool { source.subscription.federation == .unlisted }
}
