public import struct Foundation.Date

/// An entry as the index holds it: told by one source, perhaps by others as well.
public struct IndexEntry: Sendable, Hashable, Identifiable {
  public var id: EntryID
  /// The source whose telling is shown.
  public var sourceID: Source.ID
  /// The source whose actor tells it, where that is another one.
  public var authorID: Source.ID?
  /// Its id in merged feeds: the original where that is an absolute IRI of its own, else a `urn:uuid:`.
  public var atomID: String
  public var url: String?
  /// JSON Feed `external_url`.
  public var externalURL: String?
  /// Plain text of at most 300 characters; empty where the source gave none.
  public var title: String
  /// Plain text of at most 200 graphemes.
  public var excerpt: String
  /// Sanitised HTML; `nil` where the source's policy does not ask for it, or there is none.
  public var contentHTML: String?
  public var language: String?
  /// The date shown: what the source says where that is plausible, else when it was first seen.
  public var published: Date
  /// When what is shown last changed; equal to `published` until then.
  public var updated: Date
  public var firstSeen: Date
  public var authors: [Person]
  public var categories: [Category]
  public var enclosures: [Entry.Enclosure]
  public var imageURL: String?
  public var commentsURL: String?
  public var rights: String?
  /// The other sources that tell the same.
  public var alsoAt: [Telling]
  /// Whether our actors keep it out of public timelines, whatever its source's policy is.
  public var isUnlisted: Bool
  /// The id of the post with which its source tells it on the Fediverse.
  public var native: String?
  /// The id of the actor who wrote that post, where it is known.
  public var nativeAuthor: String?

  public init(
    id: EntryID, sourceID: Source.ID, authorID: Source.ID? = nil, atomID: String,
    url: String? = nil,
    externalURL: String? = nil, title: String, excerpt: String, contentHTML: String? = nil,
    language: String? = nil, published: Date, updated: Date, firstSeen: Date,
    authors: [Person] = [], categories: [Category] = [], enclosures: [Entry.Enclosure] = [],
    imageURL: String? = nil, commentsURL: String? = nil, rights: String? = nil,
    alsoAt: [Telling] = [], isUnlisted: Bool = false, native: String? = nil
  ) {
    self.id = id
    self.sourceID = sourceID
    self.authorID = authorID
    self.atomID = atomID
    self.url = url
    self.externalURL = externalURL
    self.title = title
    self.excerpt = excerpt
    self.contentHTML = contentHTML
    self.language = language
    self.published = published
    self.updated = updated
    self.firstSeen = firstSeen
    self.authors = authors
    self.categories = categories
    self.enclosures = enclosures
    self.imageURL = imageURL
    self.commentsURL = commentsURL
    self.rights = rights
    self.alsoAt = alsoAt
    self.isUnlisted = isUnlisted
    self.native = native
  }

  /// Where another source tells the entry.
  public struct Telling: Sendable, Hashable {
    public var sourceID: Source.ID
    public var url: String?
    public var title: String

    public init(sourceID: Source.ID, url: String?, title: String) {
      self.sourceID = sourceID
      self.url = url
      self.title = title
    }
  }
}
