/// The source whose document is being judged, and where every source is at home.
public struct Teller: Sendable {
  public typealias Homes = [Source.ID: Set<String>]

  public var id: Source.ID
  /// The hosts of each source's own site, in the form that is compared (`CanonicalURL`).
  public var homes: Homes

  public init(id: Source.ID, homes: Homes) {
    self.id = id
    self.homes = homes
  }

  /// Whether an entry's article stands on the site of this source, or of another one.
  func isHome(of arrival: Arrival, for source: Source.ID? = nil) -> Bool {
    guard let host = arrival.link?.host else { return false }
    return homes[source ?? id]?.contains(host) == true
  }
}
