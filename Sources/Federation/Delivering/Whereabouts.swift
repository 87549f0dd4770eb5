import Store

/// What becomes of looking for a follower whose inbox is gone.
enum Whereabouts: Sendable, Hashable {
  /// The account is gone for ever.
  case gone
  /// - Parameter target: the shared inbox where there is one, else the inbox itself.
  case found(inbox: InboxAddress, target: InboxAddress)
  case unknown
}
