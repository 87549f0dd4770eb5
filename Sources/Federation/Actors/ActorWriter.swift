import Model

import struct Foundation.Date

/// Writes the documents of our actors.
struct ActorWriter: Sendable {
  var site: SiteProfile

  /// - Parameter founded: when the newswire began.
  func object(of actor: LocalActor, publicPEM: String, founded: Date?) -> ActorObject {
    let profile = ActorProfile(actor: actor, site: site)
    let handle = actor.handle
    let id = url(.actor(handle))
    let isInstance = actor.role == .instance
    return ActorObject(
      id: id, type: isInstance ? "Application" : "Service",
      preferredUsername: handle.description, webfinger: "\(handle)@\(site.authority)",
      name: actor.name(at: site), summary: profile.summary,
      url: site.origin + Address.page(of: handle),
      inbox: url(.inbox(handle)), outbox: url(.outbox(handle)),
      followers: url(.followers(handle)), following: url(.following(handle)),
      featured: url(.featured(handle)), featuredTags: url(.featuredTags(handle)),
      endpoints: ActorObject.Endpoints(sharedInbox: url(.sharedInbox)),
      publicKey: ActorObject.PublicKey(id: id + "#main-key", owner: id, publicKeyPem: publicPEM),
      manuallyApprovesFollowers: isInstance, discoverable: !isInstance, indexable: !isInstance,
      published: published(actor) ?? founded, updated: updated(actor) ?? founded, icon: icon,
      attachment: profile.fields, attributionDomains: [host], generator: generator,
      movedTo: actor.movedTo)
  }

  /// The program, which is known by the actor of the server.
  var generator: Generator { Generator(id: url(.actor(.instance)), name: "Coopwire") }

  /// Without its port: these are compared with the hosts of pages.
  private var host: String {
    guard !site.authority.hasPrefix("["), let colon = site.authority.lastIndex(of: ":") else {
      return site.authority
    }
    return String(site.authority[..<colon])
  }

  /// A picture of ours: nobody else is asked for one.
  static let iconPath = "/favicon.png"

  private var icon: ImageObject {
    ImageObject(mediaType: "image/png", url: site.origin + Self.iconPath, summary: site.name)
  }

  private func published(_ actor: LocalActor) -> Date? {
    guard case .source(let source) = actor.role else { return nil }
    return source.added
  }

  private func updated(_ actor: LocalActor) -> Date? {
    switch actor.role {
    case .source(let source): source.retired ?? source.added
    case .folder(let folder): folder.retired
    case .instance, .merged: nil
    }
  }

  private func url(_ address: Address) -> String { address.url(at: site) }
}
