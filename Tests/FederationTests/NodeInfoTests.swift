import Foundation
import Testing

@testable import Federation

struct NodeInfoTests {
  /// The keys that the schemas of NodeInfo allow, and those they demand; other keys are errors.
  private static func check(_ object: Any?, allowed: Set<String>, demanded: Set<String>) throws {
    let keys = Set(try #require(object as? [String: Any]).keys)
    #expect(keys.isSubset(of: allowed))
    #expect(demanded.isSubset(of: keys))
  }

  private static let inbound: Set<String> = [
    "atom1.0", "gnusocial", "imap", "pnut", "pop3", "pumpio", "rss2.0", "twitter",
  ]
  private static let outbound: Set<String> = [
    "atom1.0", "blogger", "buddycloud", "diaspora", "dreamwidth", "drupal", "facebook",
    "friendica", "gnusocial", "google", "insanejournal", "libertree", "linkedin", "livejournal",
    "mediagoblin", "myspace", "pinterest", "pnut", "posterous", "pumpio", "redmatrix", "rss2.0",
    "smtp", "tent", "tumblr", "twitter", "wordpress", "xmpp",
  ]

  @Test(arguments: NodeInfoVersion.allCases)
  func `the document keeps to its closed schema`(version: NodeInfoVersion) async throws {
    let newswire = try await Newswire()
    try await newswire.tell(["One", "Two"], by: "mill")
    let document = try await newswire.discovery.nodeInfo(version)
    let json = try document.json()
    let top: Set<String> = [
      "version", "software", "protocols", "services", "openRegistrations", "usage", "metadata",
    ]
    try Self.check(json, allowed: top, demanded: top)
    #expect(json["version"] as? String == version.rawValue)
    #expect(json["protocols"] as? [String] == ["activitypub"])
    #expect(json["openRegistrations"] as? Bool == false)
    let software = try #require(json["software"] as? [String: String])
    let more: Set<String> = version == .v21 ? ["repository", "homepage"] : []
    try Self.check(
      software, allowed: more.union(["name", "version"]), demanded: ["name", "version"])
    #expect(software["name"]?.wholeMatch(of: /[a-z0-9-]+/) != nil)
    #expect(software["version"] == "1.2.3")
    let services = try #require(json["services"] as? [String: [String]])
    try Self.check(
      services, allowed: ["inbound", "outbound"], demanded: ["inbound", "outbound"])
    #expect(Self.inbound.isSuperset(of: services["inbound"] ?? ["none"]))
    #expect(Self.outbound.isSuperset(of: services["outbound"] ?? ["none"]))
    let usage = try #require(json["usage"] as? [String: Any])
    try Self.check(
      usage, allowed: ["users", "localPosts", "localComments"], demanded: ["users"])
    try Self.check(
      usage["users"], allowed: ["total", "activeHalfyear", "activeMonth"], demanded: [])
    #expect(usage["localPosts"] as? Int == 2)
    #expect((json["metadata"] as? [String: Any])?["nodeName"] as? String == "Netzwerk & Co")
  }

  @Test func `the document names its schema as its type`() async throws {
    let newswire = try await Newswire()
    #expect(
      try await newswire.discovery.nodeInfo(.v21).contentType
        == "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"")
  }

  @Test func `the links lead to both versions and to the server's actor`() async throws {
    let document = try await Newswire().discovery.nodeInfoLinks()
    let golden = """
      {"links": [
        {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.1",
         "href": "https://news.example.coop/nodeinfo/2.1"},
        {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0",
         "href": "https://news.example.coop/nodeinfo/2.0"},
        {"rel": "https://www.w3.org/ns/activitystreams#Application",
         "href": "https://news.example.coop/ap/actor"}]}
      """
    #expect(try document.readable() == Document.readable(golden))
    #expect(document.contentType.hasPrefix("application/json"))
  }

  @Test func `host-meta leads to WebFinger, as XML and as JSON`() async throws {
    let discovery = try await Newswire().discovery
    let template = "https://news.example.coop/.well-known/webfinger?resource={uri}"
    let xml = discovery.hostMeta()
    #expect(xml.contentType.hasPrefix("application/xrd+xml"))
    #expect(xml.text.contains("<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">"))
    #expect(xml.text.contains("rel=\"lrdd\""))
    #expect(xml.text.contains("template=\"\(template)\""))
    let links = try discovery.hostMetaJSON().json()["links"] as? [[String: String]]
    #expect(links?.first?["rel"] == "lrdd")
    #expect(links?.first?["template"] == template)
  }
}
