/// How a signature is written into a request.
enum SignatureScheme: String, Sendable, Hashable, Codable, CaseIterable {
  /// draft-cavage-http-signatures-12, which nearly every server reads.
  case cavage
  /// RFC 9421.
  case rfc9421

  /// How long it is remembered what a host takes, in seconds.
  static let memory: Double = 7 * 86_400

  /// What to try where this one was refused.
  var other: SignatureScheme { self == .cavage ? .rfc9421 : .cavage }
}
