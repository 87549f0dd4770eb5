import Model

/// What of a source decides where its entries are listed, and as what.
struct Standing: Hashable {
  var membership: Membership.Standing
  /// What the operator says its entries are written in.
  var language: String?
  /// The name of its actor.
  var handle: String

  /// The actor that tells what every source tells.
  static let merged = "news"

  /// - Parameters:
  ///   - isOptedOut: whether the source asked not to be mirrored.
  ///   - hasEnded: whether its actor is gone for ever.
  init(
    source: Source.ID, handle: String, subscription: Subscription, folders: [Folder],
    isOptedOut: Bool, hasEnded: Bool
  ) {
    membership = Membership.Standing(
      source: source, subscription: subscription, folders: folders)
    if isOptedOut { membership.federation = .off }
    membership.hasEnded = hasEnded
    language = subscription.language
    self.handle = handle
  }

  /// The actors that tell its new entries.
  ///
  /// Those that boost also where the source speaks for itself, or has no actor any more: by then it shows
  /// whether there is a post of its own to boost.
  var announcers: [String] {
    guard membership.federation != .off else { return [] }
    let isMirrored = !membership.speaksForItself && !membership.hasEnded
    return (isMirrored ? [handle] : []) + [Self.merged] + membership.folderHandles
  }

  /// The language of an entry that says `told` in a feed that says `feed`.
  ///
  /// Many feeds carry the language their software came with, so the operator's word counts more than
  /// the feed's. An entry that differs from its own feed was marked by hand.
  func language(told: String?, feed: String?) -> String? {
    guard let language else { return told ?? feed }
    guard let told, told != feed else { return language }
    return told
  }
}
