/// The query parameters that say where a reader came from and nothing about the page.
public enum TrackingParameter {
  /// Whether a parameter of this name (as it stands in the query) leads to the same page without it.
  public static func isTracking(name: some Collection<UInt8>) -> Bool {
    let name = String(decoding: name, as: UTF8.self).lowercased()
    return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
      || suffixes.contains { name.count > $0.count && name.hasSuffix($0) }
  }

  /// `ref` is what Ghost appends to every outgoing link.
  private static let names: Set<String> = [
    "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref",
  ]

  private static let prefixes = ["utm_", "mtm_", "pk_"]

  private static let suffixes = ["_source", "_medium", "_campaign"]
}
