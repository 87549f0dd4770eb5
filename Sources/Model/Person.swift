/// Somebody who wrote or helped to write.
public struct Person: Sendable, Hashable, Codable {
  public var name: String?
  public var email: String?
  public var url: String?
  public var avatar: String?

  public init(
    name: String? = nil, email: String? = nil, url: String? = nil, avatar: String? = nil
  ) {
    self.name = name
    self.email = email
    self.url = url
    self.avatar = avatar
  }
}
