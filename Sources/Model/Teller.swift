/// The source whose document is being judged, and where every source is at home.
public struct Teller: Sendable {
  public typealias Homes = [Source.ID: Set<String>]

  public var id: Source.ID
  /// The hosts of each source's own site, in the form that is compared (`CanonicalURL`).
  public var homes: Homes

  /// The host that its document names, which need not be among `homes` yet.
  public var alsoAt: String?

  public init(id: Source.ID, homes: Homes, alsoAt: String? = nil) {
    self.id = id
    self.homes = homes
    self.alsoAt = alsoAt
  }

  /// Whether an entry's article stands on the site of this source, or of another one.
  func isHome(of arrival: Arrival, for source: Source.ID? = nil) -> Bool {
    guard let host = arrival.link?.host else { return false }
    if source ?? id == id, host == alsoAt { return true }
    return homes[source ?? id]?.contains(host) == true
  }
}
