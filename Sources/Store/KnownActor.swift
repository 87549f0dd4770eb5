public import Foundation

/// What another server said of one of its actors.
public struct KnownActor: Sendable, Hashable {
  public var id: String
  public var host: String
  public var fetched: Date
  /// JSON, for whoever wrote it.
  public var document: String

  public init(id: String, host: String, fetched: Date, document: String) {
    self.id = id
    self.host = host
    self.fetched = fetched
    self.document = document
  }
}

/// A key of somebody else, proven to be its owner's.
public struct KnownKey: Sendable, Hashable {
  public var id: String
  /// The id of the actor it belongs to.
  public var owner: String
  /// The key as text.
  public var material: String
  public var fetched: Date

  public init(id: String, owner: String, material: String, fetched: Date) {
    self.id = id
    self.owner = owner
    self.material = material
    self.fetched = fetched
  }
}
