public import struct Foundation.Date

/// What people on the Fediverse did with an entry, as far as the operator shows it.
public struct Conversation: Sendable, Hashable {
  /// An answer that the operator approved.
  public struct Answer: Sendable, Hashable {
    /// `user@host`.
    public var account: String
    /// Where it stands.
    public var url: String
    /// HTML; only its text is shown.
    public var html: String
    public var published: Date

    public init(account: String, url: String, html: String, published: Date) {
      self.account = account
      self.url = url
      self.html = html
      self.published = published
    }
  }

  public var likes: Int
  public var shares: Int
  /// The oldest first.
  public var answers: [Answer]

  public init(likes: Int = 0, shares: Int = 0, answers: [Answer] = []) {
    self.likes = likes
    self.shares = shares
    self.answers = answers
  }
}
