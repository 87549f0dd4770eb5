/// A public key that stands at an address of its own.
struct KeyObject: Sendable, Encodable {
  let context = LinkedDataContext.key
  var id: String
  var owner: String
  var publicKeyPem: String

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, owner, publicKeyPem
  }
}
