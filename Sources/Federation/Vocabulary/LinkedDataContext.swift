/// The `@context` of a document: its first element is exactly the address of ActivityStreams, for
/// some servers look for no more than that.
struct LinkedDataContext: Sendable, Encodable {
  /// What one of our own words stands for.
  enum Term: Sendable, Encodable {
    case word(String)
    /// A word whose values are ids.
    case reference(String)

    private enum CodingKeys: String, CodingKey {
      case id = "@id"
      case type = "@type"
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .word(let word):
        var container = encoder.singleValueContainer()
        try container.encode(word)
      case .reference(let word):
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(word, forKey: .id)
        try container.encode("@id", forKey: .type)
      }
    }
  }

  private let documents: [String]
  private let terms: [String: Term]

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for document in documents { try container.encode(document) }
    if !terms.isEmpty { try container.encode(terms) }
  }

  private static let activityStreams = "https://www.w3.org/ns/activitystreams"

  static let plain = LinkedDataContext(documents: [activityStreams], terms: [:])

  static let key = LinkedDataContext(
    documents: [activityStreams, "https://w3id.org/security/v1"], terms: [:])

  static let actor = LinkedDataContext(
    documents: [
      activityStreams, "https://w3id.org/security/v1",
      "https://purl.archive.org/socialweb/webfinger",
    ],
    terms: [
      "toot": .word("http://joinmastodon.org/ns#"),
      "discoverable": .word("toot:discoverable"),
      "indexable": .word("toot:indexable"),
      "featured": .reference("toot:featured"),
      "featuredTags": .reference("toot:featuredTags"),
      "attributionDomains": .reference("toot:attributionDomains"),
      "manuallyApprovesFollowers": .word("as:manuallyApprovesFollowers"),
      "sensitive": .word("as:sensitive"),
      "Hashtag": .word("as:Hashtag"),
      "schema": .word("http://schema.org#"),
      "PropertyValue": .word("schema:PropertyValue"),
      "value": .word("schema:value"),
      "movedTo": .reference("as:movedTo"),
      "alsoKnownAs": .reference("as:alsoKnownAs"),
    ])

  static let note = LinkedDataContext(
    documents: [activityStreams],
    terms: [
      "Hashtag": .word("as:Hashtag"),
      "sensitive": .word("as:sensitive"),
      "ostatus": .word("http://ostatus.org#"),
      "conversation": .word("ostatus:conversation"),
      "gts": .word("https://gotosocial.org/ns#"),
      "interactionPolicy": .reference("gts:interactionPolicy"),
      "canQuote": .reference("gts:canQuote"),
      "canLike": .reference("gts:canLike"),
      "canReply": .reference("gts:canReply"),
      "canAnnounce": .reference("gts:canAnnounce"),
      "automaticApproval": .reference("gts:automaticApproval"),
    ])

  /// What is said about quotes (FEP-044f).
  static let quote = LinkedDataContext(
    documents: [activityStreams],
    terms: [
      "gts": .word("https://gotosocial.org/ns#"),
      "QuoteRequest": .word("https://w3id.org/fep/044f#QuoteRequest"),
      "QuoteAuthorization": .word("https://w3id.org/fep/044f#QuoteAuthorization"),
      "interactingObject": .reference("gts:interactingObject"),
      "interactionTarget": .reference("gts:interactionTarget"),
    ])
}
