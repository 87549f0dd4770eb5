import HTTPTypes
import Publishing

/// What a document says of itself beside its own headers: how long it keeps, who may read it, what it may do.
enum DocumentKind: Sendable, Hashable {
  /// A page for people; a server that asks the same address may get an object.
  case page
  /// What a browser shows that opens a feed's address.
  case feedPage
  /// A merged feed.
  case feed
  /// The public list of sources.
  case list
  /// An ActivityPub object, actor or collection.
  case activityPub
  /// What leads to actors: WebFinger, host-meta, NodeInfo.
  case discovery
  /// A file, of `Public` or as good as one.
  case file
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
    if isForPeople {
      fields[.contentSecurityPolicy] = """
        default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; \
        base-uri 'none'; frame-ancestors 'none'
        """
      fields[.referrerPolicy] = "no-referrer"
    }
    if isForOtherSites { fields[.accessControlAllowOrigin] = "*" }
    return fields
  }

  /// Whether it is a page.
  var isForPeople: Bool { self == .page || self == .feedPage }

  /// Whether it says how often something was shared, liked, answered or followed.
  var showsReactions: Bool { self == .activityPub || self == .page }

  /// Whether scripts of other sites may read it: feeds, and what RFC 7033 section 5 and its kin ask for.
  private var isForOtherSites: Bool {
    switch self {
    case .feed, .list, .activityPub, .discovery: true
    case .page, .feedPage, .file, .status: false
    }
  }

  private var cacheControl: String {
    switch self {
    case .page, .feed, .list: "public, max-age=300"
    // Not every shared cache heeds `Vary: Sec-Fetch-Dest`; a feed reader must never get this page.
    case .feedPage: "private, max-age=300"
    case .activityPub, .discovery: "public, max-age=180"
    case .file: "public, max-age=86400"
    case .status: "no-cache"
    }
  }

  private var vary: String {
    switch self {
    case .page, .activityPub: "Accept, Accept-Encoding"
    case .feed, .feedPage: "Accept, Sec-Fetch-Dest, Accept-Encoding"
    case .list, .discovery, .file, .status: "Accept-Encoding"
    }
  }
}
