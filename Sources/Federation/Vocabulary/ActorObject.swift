import struct Foundation.Date

/// An actor (ActivityPub section 4), with what Mastodon and others read beside it.
struct ActorObject: Sendable, Encodable {
  var context: LinkedDataContext? = .actor
  var id: String
  var type: String
  var preferredUsername: String
  /// FEP-2c59.
  var webfinger: String
  var name: String
  /// HTML.
  var summary: String
  var url: String
  var inbox: String
  var outbox: String
  var followers: String
  var following: String
  var featured: String
  var featuredTags: String
  var endpoints: Endpoints
  var publicKey: PublicKey
  var manuallyApprovesFollowers: Bool
  var discoverable: Bool
  /// FEP-5feb; where it is missing, it means no.
  var indexable: Bool
  var published: Date?
  var updated: Date?
  var icon: ImageObject
  var attachment: [PropertyValue]
  var tag: [HashtagObject] = []
  var attributionDomains: [String]
  var generator: Generator
  /// The account it has moved to.
  var movedTo: String?

  struct Endpoints: Sendable, Encodable {
    var sharedInbox: String
  }

  struct PublicKey: Sendable, Encodable {
    var id: String
    var owner: String
    var publicKeyPem: String
  }

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, preferredUsername, webfinger, name, summary, url
    case inbox, outbox, followers, following, featured, featuredTags, endpoints, publicKey
    case manuallyApprovesFollowers, discoverable, indexable, published, updated
    case icon, attachment, tag, attributionDomains, generator, movedTo
  }
}
