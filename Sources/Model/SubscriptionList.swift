/// The operator's list: what `feeds.opml` says, in the order in which it says it.
public struct SubscriptionList: Sendable, Hashable {
  /// A place in the list that needs the operator's eye.
  public struct Trouble: Sendable, Hashable, CustomStringConvertible {
    /// Counted from 1; 0 where the trouble has no place.
    public var line: Int
    /// A lower-case sentence: what, which, why, and what to do.
    public var message: String

    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }

    public var description: String { line > 0 ? "line \(line): \(message)" : message }
  }

  public var title: String?
  public var subscriptions: [Subscription]
  public var folders: [Folder]
  public var troubles: [Trouble]

  public init(
    title: String? = nil, subscriptions: [Subscription] = [], folders: [Folder] = [],
    troubles: [Trouble] = []
  ) {
    self.title = title
    self.subscriptions = subscriptions
    self.folders = folders
    self.troubles = troubles
  }
}
