import Model

/// Which page of an outbox is asked for, and how its address is written.
struct OutboxPage: Sendable, Hashable {
  static let size = 20

  var position: ListPosition

  init(_ position: ListPosition) {
    self.position = position
  }

  /// Where the query names no page, the collection itself is meant.
  ///
  /// - Returns: `nil` for a position that we never write.
  static func asked(by query: QueryParameters) -> Asked? {
    if let text = query["max_id"] {
      return EntryID(text).map { .page(OutboxPage(.before($0))) }
    }
    if let text = query["min_id"] {
      return EntryID(text).map { .page(OutboxPage(.after($0))) }
    }
    return query["page"] == nil ? .collection : .page(OutboxPage(.newest))
  }

  enum Asked: Sendable, Hashable {
    case collection
    case page(OutboxPage)
  }

  static let newest = OutboxPage(.newest)
  /// Whatever is nearest to the beginning of time.
  static let oldest = OutboxPage(.after(EntryID(rawValue: 0)))

  /// What stands behind the address of the collection.
  var query: String {
    switch position {
    case .newest: "?page=true"
    case .before(let id): "?max_id=\(id)&page=true"
    case .after(let id): "?min_id=\(id)&page=true"
    }
  }
}
