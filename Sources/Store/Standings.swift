import GRDB
import Model

/// The standings of sources, each read once.
///
/// A value of one transaction: it does not notice later changes.
struct Standings {
  private let folders: [Folder]
  /// The actors that are gone for ever.
  private let ended: Set<String>
  private var known: [Source.ID: Standing] = [:]
  /// What feeds say they are written in; filled by `all` only.
  private(set) var feedLanguages: [Source.ID: String] = [:]

  init(_ db: Database) throws {
    folders = try FolderTable(db).all()
    ended = try ActorTable(db).ended()
  }

  /// All of them at once.
  static func all(_ db: Database) throws -> Standings {
    var standings = try Standings(db)
    let optedOut = try HoldTable(db).optedOut()
    for source in try SourceTable(db).all() {
      standings.known[source.id] = Standing(
        source: source.id, handle: source.handle, subscription: source.subscription,
        folders: standings.folders, isOptedOut: optedOut.contains(source.id),
        hasEnded: standings.ended.contains(source.handle))
      standings.feedLanguages[source.id] = source.profile.language
    }
    return standings
  }

  var sources: [Source.ID] { known.keys.sorted() }

  subscript(source: Source.ID) -> Standing? { known[source] }

  mutating func standing(of source: Source.ID, _ db: Database) throws -> Standing {
    if let standing = known[source] { return standing }
    guard let (handle, subscription) = try SourceTable(db).subscription(of: source) else {
      throw StoreError.unknownSource(source)
    }
    let standing = Standing(
      source: source, handle: handle, subscription: subscription, folders: folders,
      isOptedOut: try HoldTable(db).isOptedOut(source), hasEnded: ended.contains(handle))
    known[source] = standing
    return standing
  }
}
