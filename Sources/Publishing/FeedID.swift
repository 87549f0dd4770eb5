/// Ids of feeds that others gave.
enum FeedID {
  /// The id, where it is an absolute IRI (RFC 4287 section 4.2.6): a web address, a URN or a tag.
  static func valid(_ id: String?) -> String? {
    guard let id, !id.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7f }) else { return nil }
    if let address = WebAddress.published(id) { return address == id ? id : nil }
    let parts = id.split(separator: ":", maxSplits: 2)
    guard parts.count == 3 || id.hasPrefix("tag:"), parts.count > 1 else { return nil }
    return parts[0] == "urn" || parts[0] == "tag" ? id : nil
  }
}
