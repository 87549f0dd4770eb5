public import Foundation

/// An activity on its way to one inbox.
public struct Delivery: Sendable, Hashable {
  /// The number of the activity.
  public var activity: Int64
  public var inbox: InboxAddress
  /// How often it was tried before.
  public var attempt: Int

  public init(activity: Int64, inbox: InboxAddress, attempt: Int) {
    self.activity = activity
    self.inbox = inbox
    self.attempt = attempt
  }
}

/// Deliveries that were handed out together, with what they carry.
public struct DeliveryLoad: Sendable {
  /// In the order they are due.
  public var deliveries: [Delivery] = []
  /// By their numbers; the bytes are shared by all deliveries of one.
  public var activities: [Int64: OutgoingActivity] = [:]
  /// How signatures are written for hosts that do not take the usual ones, by host.
  public var schemes: [String: String] = [:]

  public init() {}
}

/// What came of a delivery, and what it says of the host.
public struct DeliveryResult: Sendable, Hashable {
  public enum Verdict: Sendable, Hashable {
    case delivered
    /// It is tried again at that time.
    case retry(at: Date)
    /// The same, and nothing can be said of this try: the trouble was ours.
    case untried(until: Date)
    /// It never will be delivered; kept for the operator to see.
    case failed
    /// It goes to these inboxes instead.
    case redirected(to: [InboxAddress])
  }

  /// What is known of the host now.
  public enum HostNews: Sendable, Hashable {
    case none
    case spoke
    case failed
    /// It asks to be left alone until then.
    case resting(until: Date)
  }

  public var delivery: Delivery
  public var verdict: Verdict
  /// The HTTP status, where the host answered.
  public var status: Int?
  /// A sentence for the operator.
  public var reason: String?
  public var host: HostNews
  /// How signatures are to be written for this host from now on, and until when; `nil` leaves it.
  public var scheme: (name: String, until: Date)? {
    get { schemeName.flatMap { name in schemeUntil.map { (name, $0) } } }
    set { (schemeName, schemeUntil) = (newValue?.name, newValue?.until) }
  }
  private var schemeName: String?
  private var schemeUntil: Date?

  public init(
    _ delivery: Delivery, _ verdict: Verdict, status: Int? = nil, reason: String? = nil,
    host: HostNews = .none
  ) {
    self.delivery = delivery
    self.verdict = verdict
    self.status = status
    self.reason = reason
    self.host = host
  }
}
