import Model

/// What a server says of itself (the schema is closed: no further keys).
struct NodeInfo: Sendable, Encodable {
  var version: String
  var software: Software
  let protocols = ["activitypub"]
  let services = Services()
  let openRegistrations = false
  var usage: Usage
  var metadata: Metadata

  init(_ version: NodeInfoVersion, site: SiteProfile, localPosts: Int) {
    self.version = version.rawValue
    software = Software(name: "coopwire", version: site.version)
    usage = Usage(localPosts: localPosts)
    metadata = Metadata(
      nodeName: site.name,
      nodeDescription: ProfileWords.first(at: site).nodeDescription)
  }

  struct Software: Sendable, Encodable {
    var name: String
    var version: String
  }

  /// It reads feeds and writes them: few servers can say so.
  struct Services: Sendable, Encodable {
    let inbound = ["atom1.0", "rss2.0"]
    let outbound = ["atom1.0", "rss2.0"]
  }

  struct Usage: Sendable, Encodable {
    /// No people have accounts here.
    let users: [String: Int] = [:]
    var localPosts: Int
  }

  struct Metadata: Sendable, Encodable {
    var nodeName: String
    var nodeDescription: String
    /// FEP-0151; whoever runs the newswire has no account on it.
    let staffAccounts: [String] = []
  }
}
