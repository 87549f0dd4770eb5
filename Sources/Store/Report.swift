public import Foundation

/// A complaint from another server; only the operator ever sees it.
public struct Report: Sendable, Hashable {
  /// The id of the activity.
  public var id: String
  /// The id of whoever complains, often the actor of a whole server.
  public var actor: String
  public var host: String
  /// Plain text.
  public var content: String
  /// The ids of what it is about.
  public var objects: [String]
  public var received: Date

  public init(
    id: String, actor: String, host: String, content: String, objects: [String], received: Date
  ) {
    self.id = id
    self.actor = actor
    self.host = host
    self.content = content
    self.objects = objects
    self.received = received
  }
}
