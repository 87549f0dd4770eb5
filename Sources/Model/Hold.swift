/// Why a source is kept back until the operator has looked at it.
///
/// A lapsed domain or a stolen site shows in that everything is suddenly somewhere else, or called
/// otherwise; aggregation rule 4.7.7.
public enum Hold: Sendable, Hashable {
  /// All new entries, and all that lead elsewhere than before, link to hosts that the source never linked
  /// to.
  case otherHosts([String])
  /// The feed changed its title and its language at once.
  case otherName(from: String, to: String)

  /// So few entries say nothing about where a source links to.
  private static let fewEntries = 5
  /// A source that links to more hosts than this points elsewhere by habit.
  private static let fewHosts = 3

  /// Judges a document that is not the source's first.
  ///
  /// - Parameters:
  ///   - before: what the feed said of itself until now.
  ///   - after: what it says now.
  public static func reason(
    for changes: Changes, known: Known, told teller: Teller, from before: SourceProfile,
    to after: SourceProfile
  ) -> Hold? {
    guard known.count >= fewEntries, !changes.new.isEmpty || !changes.edited.isEmpty else {
      return nil
    }
    if let old = before.title, let new = after.title, old != new,
      let language = before.language, let other = after.language, language != other
    {
      return .otherName(from: old, to: new)
    }
    let hosts = Set(arrivals(in: changes).compactMap { $0.link?.host }.map(site))
    let usual = Set(known.hosts.map(site))
    guard !hosts.isEmpty, !usual.isEmpty, usual.count <= fewHosts, hosts.isDisjoint(with: usual),
      hosts.isDisjoint(with: Set((teller.homes[teller.id] ?? []).map(site)))
    else { return nil }
    return .otherHosts(hosts.sorted())
  }

  /// What the document leads to for the first time; one corrected link alone is no sign of anything.
  private static func arrivals(in changes: Changes) -> [Arrival] {
    let moved = changes.edited.filter(\.leadsElsewhere).map(\.arrival)
    let taken = changes.retold.filter(\.takesOver).map(\.arrival)
    return changes.new.map(\.arrival) + (moved.count > 1 ? moved : []) + taken
  }

  /// The last two labels: a blog that moves to a subdomain of its own is no stranger.
  private static func site(_ host: String) -> String {
    host.split(separator: ".").suffix(2).joined(separator: ".")
  }
}

extension Hold: CustomStringConvertible {
  /// A phrase for the operator's eye.
  public var description: String {
    switch self {
    case .otherHosts(let hosts):
      "all that it tells anew links to \(hosts.prefix(3).joined(separator: ", ")), where it never "
        + "linked before; look whether its domain changed hands"
    case .otherName(let old, let new):
      "its feed, so far \"\(old)\", calls itself \"\(new)\" and speaks another language; "
        + "look whether it changed hands"
    }
  }
}
