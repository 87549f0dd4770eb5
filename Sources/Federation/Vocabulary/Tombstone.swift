import struct Foundation.Date

/// What stands where something was.
struct Tombstone: Sendable, Encodable {
  var context: LinkedDataContext? = .plain
  var id: String
  let type = "Tombstone"
  var formerType: String?
  var deleted: Date?

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, formerType, deleted
  }
}
