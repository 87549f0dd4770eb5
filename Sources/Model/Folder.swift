public import struct Foundation.Date

/// An outline that holds sources: a category of the newswire.
public struct Folder: Sendable, Hashable, Codable {
  /// Its name and those of the folders around it, from the outside in.
  public var path: [String]
  /// The part of its address: `coop:slug`, else the folded name, parents joined by `-`.
  public var slug: String
  public var englishName: String?
  /// The name of the category's own actor (`coop:handle`); without one it has none.
  public var handle: String?
  /// When the operator's list stopped naming it, or giving it an actor; the actor's name stays its own.
  public var retired: Date?

  public var name: String { path.last ?? "" }

  public init(path: [String], slug: String, englishName: String? = nil, handle: String? = nil) {
    self.path = path
    self.slug = slug
    self.englishName = englishName
    self.handle = handle
  }
}
