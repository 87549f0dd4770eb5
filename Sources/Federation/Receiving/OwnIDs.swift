import Model

/// Tells which ids of others' documents are ours.
struct OwnIDs: Sendable {
  let site: SiteProfile

  func address(_ id: String?) -> Address? {
    guard let id, id.hasPrefix(site.origin + "/") else { return nil }
    return Address(path: String(id.dropFirst(site.origin.count)))
  }

  func actor(_ id: String?) -> Handle? {
    if case .actor(let handle) = address(id) { handle } else { nil }
  }

  func note(_ id: String?) -> NoteName? {
    if case .note(let name) = address(id) { name } else { nil }
  }

  /// Whether anything of ours is named.
  func contains(_ id: String) -> Bool { id == site.origin || id.hasPrefix(site.origin + "/") }
}
