import Markup
public import Model
public import Store

/// How others find out who is here: WebFinger, host-meta and NodeInfo.
///
/// All of it may be read from anywhere: send it with `Access-Control-Allow-Origin: *`.
public struct Discovery: Sendable {
  let site: SiteProfile
  let store: Store

  public init(site: SiteProfile, store: Store) {
    self.site = site
    self.store = store
  }

  private static let halfHour = 1800
  private static let threeDays = 259_200

  /// `/.well-known/webfinger` (RFC 7033): 200; 400 without a resource; 404 for whoever is not here,
  /// 410 for whoever is gone for ever.
  ///
  /// - Parameter query: what follows the `?`, as it came.
  public func webFinger(query: String?) async throws -> Document {
    let query = QueryParameters(query)
    let resources = query.values(of: "resource")
    guard resources.count == 1, let origin = Origin(site.origin),
      let question = WebFingerQuestion(resources[0], origin: origin)
    else { return try .problem(400, "resource must name one account or address") }
    guard case .actor(let handle) = question else { return try .notFound() }
    let directory = ActorDirectory(store: store)
    guard let actor = try await directory.actor(handle) else {
      return try await directory.removal(of: handle) == nil ? .notFound() : .gone()
    }
    var descriptor = descriptor(of: actor)
    let relations = query.values(of: "rel")
    if !relations.isEmpty { descriptor.links.removeAll { !relations.contains($0.rel) } }
    return try Document(
      descriptor, contentType: ResourceDescriptor.type, maxAge: Self.threeDays)
  }

  private func descriptor(of actor: LocalActor) -> ResourceDescriptor {
    let id = Address.actor(actor.handle).url(at: site)
    let page = site.origin + Address.page(of: actor.handle)
    var links = [
      ResourceDescriptor.Link(
        rel: "http://webfinger.net/rel/profile-page", type: "text/html", href: page),
      ResourceDescriptor.Link(rel: "self", type: "application/activity+json", href: id),
      ResourceDescriptor.Link(
        rel: "http://webfinger.net/rel/avatar", type: "image/png",
        href: site.origin + ActorWriter.iconPath),
    ]
    if let feed = actor.feedPath {
      links.append(
        ResourceDescriptor.Link(
          rel: "http://schemas.google.com/g/2010#updates-from", type: "application/atom+xml",
          href: site.origin + feed))
    }
    return ResourceDescriptor(
      subject: "acct:\(actor.handle)@\(site.authority)", aliases: [page, id], links: links)
  }

  private var webFingerTemplate: String {
    site.origin + "/.well-known/webfinger?resource={uri}"
  }

  /// `/.well-known/host-meta` (RFC 6415): where WebFinger is.
  public func hostMeta() -> Document {
    var writer = XMLWriter()
    writer.element("XRD", ["xmlns": "http://docs.oasis-open.org/ns/xri/xrd-1.0"]) { writer in
      writer.element(
        "Link",
        ["rel": "lrdd", "type": ResourceDescriptor.type, "template": webFingerTemplate])
    }
    return Document(
      contentType: "application/xrd+xml; charset=utf-8", body: writer.bytes,
      maxAge: Self.threeDays)
  }

  /// `/.well-known/host-meta.json`.
  public func hostMetaJSON() throws -> Document {
    let link = ResourceDescriptor.Link(
      rel: "lrdd", type: ResourceDescriptor.type, template: webFingerTemplate)
    return try Document(
      ResourceDescriptor(links: [link]), contentType: "application/json; charset=utf-8",
      maxAge: Self.threeDays)
  }

  /// `/.well-known/nodeinfo`: where the documents are, the newest first, and the server's own actor (FEP-2677).
  public func nodeInfoLinks() throws -> Document {
    var links = NodeInfoVersion.allCases.reversed().map { version in
      ResourceDescriptor.Link(rel: version.schema, href: site.origin + version.path)
    }
    links.append(
      ResourceDescriptor.Link(
        rel: "https://www.w3.org/ns/activitystreams#Application",
        href: Address.actor(.instance).url(at: site)))
    return try Document(
      ResourceDescriptor(links: links), contentType: "application/json; charset=utf-8",
      maxAge: Self.halfHour)
  }

  /// `/nodeinfo/2.0` and `/nodeinfo/2.1`.
  public func nodeInfo(_ version: NodeInfoVersion) async throws -> Document {
    let posts = try await store.statistics().localPosts
    return try Document(
      NodeInfo(version, site: site, localPosts: posts),
      contentType: "application/json; profile=\"\(version.schema)#\"", maxAge: Self.halfHour)
  }
}
