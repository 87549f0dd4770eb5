public import struct Foundation.Date

/// How sending to other servers is going.
public struct DeliveryHealth: Sendable, Hashable, Encodable {
  /// A server that could not be reached of late.
  public struct FailingHost: Sendable, Hashable, Encodable {
    public var name: String
    public var since: Date
    /// When it is tried again; `nil` where it is not left alone.
    public var openUntil: Date?
    public var isSuspended: Bool
    public var reason: String?

    public init(
      name: String, since: Date, openUntil: Date?, isSuspended: Bool, reason: String?
    ) {
      self.name = name
      self.since = since
      self.openUntil = openUntil
      self.isSuspended = isSuspended
      self.reason = reason
    }
  }

  /// Deliveries that are still to be made.
  public var queued: Int
  /// Of the oldest of them; in seconds.
  public var oldestAge: Int?
  /// Deliveries of the last days that were refused or given up.
  public var failed: Int
  public var failingHosts: [FailingHost]

  public init(queued: Int, oldestAge: Int?, failed: Int, failingHosts: [FailingHost]) {
    self.queued = queued
    self.oldestAge = oldestAge
    self.failed = failed
    self.failingHosts = failingHosts
  }
}
