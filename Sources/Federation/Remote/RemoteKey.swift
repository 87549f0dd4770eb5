import Foundation

/// With what an actor elsewhere signs, once it is proven that it is its own.
struct RemoteKey: Sendable {
  let id: String
  /// The id of the actor.
  let owner: String
  let key: VerificationKey
  /// The key as text: PEM, or multibase with its `z`.
  let material: String
  let fetched: Date

  /// - Throws: `RemoteError.unprovenKey` where the text is no key that is accepted.
  init(id: String, owner: String, material: String, fetched: Date) throws(RemoteError) {
    do {
      key =
        material.hasPrefix("z")
        ? try VerificationKey(multibase: material) : try VerificationKey(pem: material)
    } catch {
      throw .unprovenKey(id, why: error.description)
    }
    self.id = id
    self.owner = owner
    self.material = material
    self.fetched = fetched
  }
}

/// A key as a document names it: on its own page, in its owner's document, or both.
struct NamedKey: Sendable, Hashable {
  let id: String
  let owner: String
  let material: String

  /// The most keys that are looked at.
  private static let most = 10

  init?(_ object: RemoteObject) {
    guard let id = object.id, let owner = object.id(of: "owner") ?? object.id(of: "controller"),
      let material = object.text("publicKeyPem") ?? object.text("publicKeyMultibase")
    else { return nil }
    self.id = id
    self.owner = owner
    self.material = material
  }

  /// Those an actor publishes as its own; one that names another owner is not among them.
  static func all(of actor: RemoteObject) -> [NamedKey] {
    let objects = actor.objects("publicKey") + actor.objects("assertionMethod")
    return objects.prefix(most).compactMap(NamedKey.init).filter { $0.owner == actor.id }
  }

  /// The ids of keys that an actor names as its own without writing them out.
  static func ids(of actor: RemoteObject) -> [String] {
    Array((actor.ids(of: "publicKey") + actor.ids(of: "assertionMethod")).prefix(most))
  }
}
