/// Which representation of a thing a client gets; a judgement about its `Accept` headers.
///
/// Responses that come of it differ by `Accept`, and must say so in `Vary`.
public enum Negotiation: Sendable, Hashable {
  case activityPub
  case html
  /// Only behind `/ap/`; pages answer what they have.
  case notAcceptable

  public enum Resource: Sendable, Hashable {
    /// A page for people that is also an ActivityPub object, such as `/e/{id}`.
    case page
    /// An ActivityPub id, below `/ap/`.
    case identifier
  }

  public init(_ accept: AcceptHeader, for resource: Resource) {
    switch resource {
    case .page: self = accept.ranked.asksForActivityPub ? .activityPub : .html
    case .identifier: self = Self.ofIdentifier(accept)
    }
  }

  private static func ofIdentifier(_ accept: AcceptHeader) -> Negotiation {
    if accept.isAbsent || accept.ranked.asksForActivityPub { return .activityPub }
    let html = max(accept.quality(of: "text/html"), accept.quality(of: "application/xhtml+xml"))
    if accept.prefersHTML { return .html }
    let takesJSON = accept.ranked.contains { $0.name == "application/json" }
    if takesJSON || accept.quality(of: "application/activity+json") > 0 { return .activityPub }
    return html > 0 ? .html : .notAcceptable
  }
}

extension [MediaRange] {
  /// Whether a type of ActivityPub is named, and no page is wanted more than anything else.
  fileprivate var asksForActivityPub: Bool {
    contains(where: \.isActivityPub) && first?.isHTML == false
  }
}
