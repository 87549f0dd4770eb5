import HTTPTypes
import Publishing

/// What a document says of itself beside its own headers: how long it keeps, who may read it, what it may do.
enum DocumentKind: Sendable {
  /// A page for people.
  case page
  /// A merged feed.
  case feed
  /// An ActivityPub object, actor or collection, or what leads to one.
  case activityPub
  /// A file of `Public`.
  case asset
  /// Figures of the moment.
  case status

  var fields: HTTPFields {
    var fields: HTTPFields = [
      .cacheControl: cacheControl,
      .vary: vary,
      .xContentTypeOptions: "nosniff",
    ]
    if let name = HTTPField.Name(Reservation.header.name) {
      fields[name] = Reservation.header.value
    }
    switch self {
    case .page:
      fields[.contentSecurityPolicy] = """
        default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """
      fields[.referrerPolicy] = "no-referrer"
    case .feed, .activityPub, .status:
      fields[.accessControlAllowOrigin] = "*"
    case .asset: break
    }
    return fields
  }

  private var cacheControl: String {
    switch self {
    case .page, .feed: "public, max-age=300"
    case .activityPub: "public, max-age=180"
    case .asset: "public, max-age=86400"
    case .status: "no-cache"
    }
  }

  private var vary: String {
    switch self {
    case .page, .activityPub: "Accept, Accept-Encoding"
    case .feed: "Accept, Sec-Fetch-Dest, Accept-Encoding"
    case .asset, .status: "Accept-Encoding"
    }
  }
}
