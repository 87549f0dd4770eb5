public import Foundation

/// An activity of one of our actors, ready to be sent.
public struct OutgoingActivity: Sendable, Hashable {
  /// Its own address here, from `/ap/` on.
  public var path: String
  /// The handle of the actor that signs it.
  public var actor: String
  /// Its type, such as `Create`.
  public var kind: String
  /// The id of what it is about: what concerns one object reaches a host in the order it was made.
  public var object: String
  /// The whole document, JSON in UTF-8.
  public var body: [UInt8]
  public var made: Date

  public init(
    path: String, actor: String, kind: String, object: String, body: [UInt8], made: Date
  ) {
    self.path = path
    self.actor = actor
    self.kind = kind
    self.object = object
    self.body = body
    self.made = made
  }
}

/// An inbox that an activity goes to.
public struct InboxAddress: Sendable, Hashable {
  /// An absolute address.
  public var url: String
  /// Host and, where it is not the scheme's own, port, in lower case.
  public var host: String

  public init(url: String, host: String) {
    self.url = url
    self.host = host
  }
}
