import struct Foundation.Date

/// A post: the one type that every server shows as it is meant.
struct NoteObject: Sendable, Encodable {
  var linkedDataContext: LinkedDataContext?
  var id: String
  let type = "Note"
  var attributedTo: String
  var to: [String]
  var cc: [String]
  var published: Date
  /// Only there once something has changed.
  var updated: Date?
  var url: String
  /// The content warning, as plain text.
  var summary: String?
  var sensitive: Bool
  var content: String
  /// The same string as `content`, letter by letter, under its language.
  var contentMap: [String: String]?
  var tag: [HashtagObject]
  var attachment: [Attachment]
  var replies: CollectionObject
  var likes: CollectionObject
  var shares: CollectionObject
  /// The id of the conversation (FEP-7888).
  var context: String
  /// The same, as Mastodon has long called it.
  var conversation: String
  var interactionPolicy = InteractionPolicy()
  var generator: Generator

  enum Attachment: Sendable, Encodable {
    case image(ImageObject)
    case link(LinkObject)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .image(let image): try image.encode(to: encoder)
      case .link(let link): try link.encode(to: encoder)
      }
    }
  }

  private enum CodingKeys: String, CodingKey {
    case linkedDataContext = "@context"
    case id, type, attributedTo, to, cc, published, updated, url, summary, sensitive
    case content, contentMap, tag, attachment, replies, likes, shares
    case context, conversation, interactionPolicy, generator
  }
}
