import Crypto
import CryptoExtras
import Foundation

/// With what others' signatures are checked.
enum VerificationKey: Sendable {
  case rsa(_RSA.Signing.PublicKey)
  case ed25519(Curve25519.Signing.PublicKey)

  /// In bits; smaller RSA keys can be broken, larger ones keep us busy.
  private static let sizes = 2048...8192

  /// Reads an RSA key as SPKI or PKCS #1, or an Ed25519 key as SPKI (RFC 7468).
  ///
  /// - Parameter sizes: which sizes of RSA keys are taken, for the test vectors of the drafts.
  init(pem: String, sizes: ClosedRange<Int> = sizes) throws(SignatureError) {
    guard pem.utf8.count < 8192 else { throw .unusableKey(why: "it is too long") }
    guard let key = try? _RSA.Signing.PublicKey(unsafePEMRepresentation: pem) else {
      guard let key = Self.curveKey(pem: pem) else {
        throw .unusableKey(why: "it is no RSA or Ed25519 key in PEM form")
      }
      self = .ed25519(key)
      return
    }
    guard sizes.contains(key.keySizeInBits) else {
      throw .unusableKey(why: "\(key.keySizeInBits) bits are too few or too many for RSA")
    }
    self = .rsa(key)
  }

  /// Reads an Ed25519 key as a Multikey gives it: base 58 behind `z`, the bytes behind `ed01`.
  init(multibase: String) throws(SignatureError) {
    guard multibase.hasPrefix("z"), multibase.utf8.count < 128,
      let bytes = Base58.bytes(multibase.dropFirst()), bytes.starts(with: [0xed, 0x01]),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(2))
    else { throw .unusableKey(why: "it is no Ed25519 key as a Multikey gives it") }
    self = .ed25519(key)
  }

  /// What stands before the 32 bytes of an Ed25519 key in SPKI (RFC 8410).
  private static let curvePrefix: [UInt8] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
  ]

  private static func curveKey(pem: String) -> Curve25519.Signing.PublicKey? {
    let lines = pem.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("-----") }
    guard let der = Data(base64Encoded: lines.joined()), der.count == 44,
      der.starts(with: curvePrefix)
    else { return nil }
    return try? Curve25519.Signing.PublicKey(rawRepresentation: der.suffix(32))
  }

  /// Whether the signature is one of these bytes by this key, under an algorithm that fits both.
  func isValid(
    _ signature: [UInt8], of base: [UInt8], by algorithm: SignatureAlgorithm
  ) -> Bool {
    switch (self, algorithm) {
    case (.ed25519(let key), .ed25519), (.ed25519(let key), .unnamed):
      key.isValidSignature(signature, for: base)
    case (.rsa(let key), .rsaSHA256):
      Self.isValid(signature, SHA256.hash(data: base), key)
    case (.rsa(let key), .rsaSHA512):
      Self.isValid(signature, SHA512.hash(data: base), key)
    case (.rsa(let key), .unnamed):
      Self.isValid(signature, SHA256.hash(data: base), key)
        || Self.isValid(signature, SHA512.hash(data: base), key)
        || Self.isValid(signature, SHA512.hash(data: base), key, .PSS)
    case (.rsa(let key), .rsaPSSSHA512):
      Self.isValid(signature, SHA512.hash(data: base), key, .PSS)
    default: false
    }
  }

  private static func isValid(
    _ signature: [UInt8], _ digest: some Digest, _ key: _RSA.Signing.PublicKey,
    _ padding: _RSA.Signing.Padding = .insecurePKCS1v1_5
  ) -> Bool {
    key.isValidSignature(
      _RSA.Signing.RSASignature(rawRepresentation: signature), for: digest, padding: padding)
  }
}

/// How a signature says it was made.
enum SignatureAlgorithm: Sendable, Hashable {
  /// It does not say, or says `hs2019`: what fits the key.
  case unnamed
  case rsaSHA256, rsaSHA512, rsaPSSSHA512, ed25519

  /// - Throws: `SignatureError.unsupportedAlgorithm` for old and symmetric ones, and for `none`.
  init(named name: String?) throws(SignatureError) {
    switch name?.lowercased() {
    case nil, "hs2019": self = .unnamed
    // Some servers sign with SHA-512 and say this all the same.
    case "rsa-sha256": self = .unnamed
    case "rsa-v1_5-sha256": self = .rsaSHA256
    case "rsa-sha512", "rsa-v1_5-sha512": self = .rsaSHA512
    case "rsa-pss-sha512": self = .rsaPSSSHA512
    case "ed25519", "ed25519-sha512": self = .ed25519
    case let name?: throw .unsupportedAlgorithm(String(name.prefix(40)))
    }
  }

  /// Whether only RSA can be meant.
  static func namesRSA(_ name: String?) -> Bool { name?.lowercased().hasPrefix("rsa") ?? false }
}

/// Numbers in base 58, as Multikeys write them.
private enum Base58 {
  private static let alphabet = Array(
    "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)

  static func bytes(_ text: Substring) -> [UInt8]? {
    var number: [UInt8] = []
    for letter in text.utf8 {
      guard var carry = alphabet.firstIndex(of: letter) else { return nil }
      for index in number.indices.reversed() {
        carry += Int(number[index]) * 58
        number[index] = UInt8(carry & 0xff)
        carry >>= 8
      }
      while carry > 0 {
        number.insert(UInt8(carry & 0xff), at: 0)
        carry >>= 8
      }
    }
    let zeros = text.utf8.prefix { $0 == UInt8(ascii: "1") }.count
    return Array(repeating: 0, count: zeros) + number
  }
}
