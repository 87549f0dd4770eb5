import Model

/// What of a source decides where its entries are listed, and as what.
struct Standing: Hashable {
  var membership: Membership.Standing
  /// What the operator says its entries are written in.
  var language: String?

  init(source: Source.ID, subscription: Subscription, folders: [Folder]) {
    membership = Membership.Standing(
      source: source, subscription: subscription, folders: folders)
    language = subscription.language
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
