/// Why a signature says nothing about who sent a request.
public enum SignatureError: Error, Sendable, Hashable, CustomStringConvertible {
  case missing
  case malformed(why: String)
  case repeatedParameter(String)
  case missingParameter(String)
  /// What it must cover, and does not.
  case uncovered(String)
  case noUsableDigest
  case wrongDigest
  case otherHost
  case tooOld
  case fromTheFuture
  case expired
  case unsupportedAlgorithm(String)
  case unusableKey(why: String)
  case invalid

  public var description: String {
    switch self {
    case .missing: "the request is not signed: sign it with draft-cavage or RFC 9421"
    case .malformed(let why): "the signature cannot be read: \(why)"
    case .repeatedParameter(let name): "the signature gives \(name) twice; give it once"
    case .missingParameter(let name): "the signature has no \(name); give it"
    case .uncovered(let part): "the signature does not cover \(part); sign it too"
    case .noUsableDigest: "the digest of the body is missing or of an unknown kind; send SHA-256"
    case .wrongDigest: "the digest is not that of the body"
    case .otherHost: "the signature is for another host"
    case .tooOld: "the signature is too old; look at the sender's clock"
    case .fromTheFuture: "the signature is from the future; look at the sender's clock"
    case .expired: "the signature has expired"
    case .unsupportedAlgorithm(let name):
      "the algorithm \(name) is not accepted; sign with RSA and SHA-256, or Ed25519"
    case .unusableKey(let why): "the key cannot be used: \(why)"
    case .invalid: "the signature does not fit the request and the key"
    }
  }
}
