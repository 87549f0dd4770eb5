public import Model

/// What comes of an announcement: what is sent to whom, and what is remembered of it.
public struct Settlement: Sendable {
  /// What goes out; nothing where there is nothing left to say.
  public var activity: OutgoingActivity?
  /// The handles of the actors whose followers get it.
  public var audience: [String]
  /// The id of an actor elsewhere who gets it as well, where it is known how that is reached.
  public var mentioned: String?
  /// What the actor has told by now.
  public var post: Post?
  /// Kinds of activities on the same object that need not be sent any more, where they still wait.
  public var supersedes: Set<String>
  /// The entry that was judged; where it is another one by now, or is not to be seen, it is judged anew.
  public var basis: IndexEntry?

  public init(
    activity: OutgoingActivity? = nil, audience: [String] = [],
    mentioned: String? = nil, post: Post? = nil, supersedes: Set<String> = [],
    basis: IndexEntry? = nil
  ) {
    self.activity = activity
    self.audience = audience
    self.mentioned = mentioned
    self.post = post
    self.supersedes = supersedes
    self.basis = basis
  }

  /// Nothing is sent and nothing changes.
  public static let nothing = Settlement()
}
