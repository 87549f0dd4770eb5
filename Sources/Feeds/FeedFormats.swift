import Model

/// Tells the formats apart by what their outermost element says.
enum FeedFormats {
  static func rss(version: String?) -> Feed.Format {
    switch version {
    case "0.90", "0.9": .rss090
    case "0.91": .rss091
    case "0.92": .rss092
    case "0.93": .rss093
    case "0.94": .rss094
    case "1.0": .rss10
    case let version? where version == "2" || version.hasPrefix("2."): .rss20
    default: .rss
    }
  }

  static func atom(namespace: String?, version: String?) -> Feed.Format {
    guard let namespace = namespace?.trimmed.lowercased() else {
      return version == "0.3" ? .atom03 : .atom10
    }
    if namespace.hasPrefix("http://www.w3.org/2005/atom") { return .atom10 }
    return version == "1.0" ? .atom10 : .atom03
  }
}
