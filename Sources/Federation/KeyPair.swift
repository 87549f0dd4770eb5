import CryptoExtras

/// RSA-2048, the one kind of key that every server verifies.
struct KeyPair: Sendable {
  /// PKCS #8; never leaves the process but into the store.
  let privatePEM: String
  /// SPKI, as actors publish it.
  let publicPEM: String
  /// Read once: it signs thousands of times.
  let privateKey: _RSA.Signing.PrivateKey

  static func generate() throws -> KeyPair {
    KeyPair(try _RSA.Signing.PrivateKey(keySize: .bits2048))
  }

  /// Reads a pair back from its private half.
  init(of handle: Handle, privatePEM: String) throws(FederationError) {
    guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: privatePEM) else {
      throw .unreadableKey(handle: handle.description)
    }
    self.init(key)
  }

  private init(_ key: _RSA.Signing.PrivateKey) {
    privateKey = key
    privatePEM = key.pkcs8PEMRepresentation
    publicPEM = key.publicKey.pemRepresentation
  }
}
