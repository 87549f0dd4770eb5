/// Who runs this newswire and where it stands, as every page, feed and actor says it.
public struct SiteProfile: Sendable, Hashable {
  /// Scheme and authority without a trailing slash, such as `https://news.example.coop`.
  public var origin: String
  /// Whether `origin` is the operator's own (`site.url`), and not just where the process listens.
  public var isPublic: Bool
  public var name: String
  /// The language of pages and of our own words; a BCP 47 tag.
  public var language: String
  /// An IANA name; decides where one day ends and the next begins.
  public var timeZone: String
  /// Address of the imprint (§ 5 DDG).
  public var imprint: String?
  /// Address of the privacy notice.
  public var privacy: String?
  /// A mail or web address for notices and takedowns.
  public var contact: String?
  /// Of the running program.
  public var version: String

  public init(
    origin: String, isPublic: Bool = false, name: String = "Coopwire", language: String = "de",
    timeZone: String = "Europe/Berlin", imprint: String? = nil, privacy: String? = nil,
    contact: String? = nil, version: String
  ) {
    self.origin = origin
    self.isPublic = isPublic
    self.name = name
    self.language = language
    self.timeZone = timeZone
    self.imprint = imprint
    self.privacy = privacy
    self.contact = contact
    self.version = version
  }

  /// Host and, where it is not the scheme's own, port: what follows the second `@` of an account.
  public var authority: String {
    guard let separator = origin.firstRange(of: "://") else { return origin }
    return String(origin[separator.upperBound...])
  }
}
