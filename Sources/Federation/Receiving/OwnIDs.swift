import Model

/// Tells which ids of others' documents are ours.
struct OwnIDs: Sendable {
  let site: SiteProfile

  func address(_ id: String?) -> Address? {
    guard let id, contains(id) else { return nil }
    return Address(path: String(decoding: id.utf8.dropFirst(site.origin.utf8.count), as: UTF8.self))
  }

  func actor(_ id: String?) -> Handle? {
    if case .actor(let handle) = address(id) { handle } else { nil }
  }

  func note(_ id: String?) -> NoteName? {
    if case .note(let name) = address(id) { name } else { nil }
  }

  /// Whether anything of ours is named.
  func contains(_ id: String) -> Bool {
    let own = site.origin.utf8
    guard id.utf8.starts(with: own) else { return false }
    return id.utf8.count == own.count || id.utf8.dropFirst(own.count).first == UInt8(ascii: "/")
  }
}
