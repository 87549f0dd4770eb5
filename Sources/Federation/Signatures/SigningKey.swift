import CryptoExtras
import Foundation

/// With what one of our actors signs.
struct SigningKey: Sendable {
  /// As its actor's document names it.
  let id: String
  let privateKey: _RSA.Signing.PrivateKey

  /// The name that RFC 9421 has for how it signs.
  static let algorithm = "rsa-v1_5-sha256"

  /// RSA PKCS #1 v1.5 over SHA-256, in base 64.
  func signature(of base: String) throws -> String {
    let signature = try privateKey.signature(
      for: Array(base.utf8), padding: .insecurePKCS1v1_5)
    return signature.rawRepresentation.base64EncodedString()
  }
}
