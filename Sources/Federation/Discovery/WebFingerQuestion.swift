import Foundation

/// What a client asks WebFinger about.
enum WebFingerQuestion: Sendable, Hashable {
  /// An actor of ours, if there is one of that name.
  case actor(Handle)
  /// Something elsewhere, or nothing that has a name.
  case unknown

  /// Reads `acct:u@h`, `@u@h`, `u@h`, and the addresses of actors, of their pages and of the site.
  ///
  /// - Returns: `nil` where the resource is neither an account nor an address.
  init?(_ resource: String, origin: Origin) {
    let text = resource.trimmingCharacters(in: .whitespaces)
    if text.contains("://") {
      guard let address = Origin.split(text) else { return nil }
      self = address.origin == origin ? Self(path: address.path) : .unknown
    } else {
      self.init(account: text, origin: origin)
    }
  }

  private init(path: String) {
    if ["", "/"].contains(path) {
      self = .actor(.instance)
    } else if path.hasPrefix("/@"), let handle = Handle(path.dropFirst(2).lowercased()) {
      self = .actor(handle)
    } else if case .actor(let handle) = Address(path: path) {
      self = .actor(handle)
    } else {
      self = .unknown
    }
  }

  private init?(account: String, origin: Origin) {
    let scheme = account.prefix(5).lowercased() == "acct:" ? account.prefix(5) : ""
    var name = account.dropFirst(scheme.count)
    if name.first == "@" { name.removeFirst() }
    let sides = name.split(separator: "@", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty }) else { return nil }
    let (user, host) = (sides[0].lowercased(), sides[1].lowercased())
    guard host == origin.authority else {
      self = .unknown
      return
    }
    let handle = user == host ? Handle.instance : Handle(user)
    self = handle.map { .actor($0) } ?? .unknown
  }
}
