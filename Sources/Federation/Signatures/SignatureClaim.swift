import Foundation
import Model

/// What a signature says of itself: who signed what, when and how; nothing of it is believed yet.
struct SignatureClaim: Sendable {
  let scheme: SignatureScheme
  let keyID: String
  let signature: [UInt8]
  let algorithm: SignatureAlgorithm
  /// Whether the name of the algorithm fits RSA keys only.
  let isForRSA: Bool
  let created: Date?
  let expires: Date?
  /// The names of the fields and derived components it covers, in lower case, in order.
  let covered: [String]
  /// The value of `@signature-params`, letter by letter; RFC 9421 only.
  let parameters: String

  /// How old a signature may be, in seconds, and how far ahead its clock.
  private static let oldest: TimeInterval = 3600
  private static let ahead: TimeInterval = 300
  /// No signature says more.
  private static let limit = 8192

  /// The signatures of a request that may prove who sent it, at most two.
  ///
  /// `Signature-Input` decides between the two forms, so that no request is read in both.
  static func claims(of request: ReceivedRequest) throws(SignatureError) -> [SignatureClaim] {
    let sizes = request.headers.filter { $0.name.hasPrefix("signature") }
      .map(\.value.utf8.count)
    guard sizes.reduce(0, +) <= limit else { throw .malformed(why: "it is too long") }
    if let input = request["signature-input"] {
      return try MessageSignatureReader(input, request["signature"] ?? "").claims()
    }
    if let header = cavageHeader(of: request) {
      return [try CavageReader(header, method: request.method).claim()]
    }
    throw .missing
  }

  private static func cavageHeader(of request: ReceivedRequest) -> String? {
    if let header = request["signature"] { return header }
    guard let header = request["authorization"], header.lowercased().hasPrefix("signature ") else {
      return nil
    }
    return String(header.dropFirst("signature ".count))
  }

  /// What makes a repetition of the same signature known, however its key is spelled.
  var replayKey: EntryKey { EntryKey("signature", Data(signature).base64EncodedString()) }

  /// Checks what needs no key: that it covers enough, belongs to this body and this host, and is of now
  /// (federation rule 2.2, steps 4 to 7).
  ///
  /// - Parameter host: ours, with the port where it is not the scheme's own.
  func check(_ request: ReceivedRequest, host: String, now: Date) throws(SignatureError) {
    try checkCoverage(of: request)
    if let name = coveredDigest { try BodyDigest.check(name, of: request) }
    guard request["host"]?.lowercased() == host.lowercased() else { throw .otherHost }
    try checkTime(of: request, now: now)
  }

  private var coveredDigest: String? {
    covered.first { $0 == "digest" || $0 == "content-digest" }
  }

  private func checkCoverage(of request: ReceivedRequest) throws(SignatureError) {
    let covered = Set(covered)
    switch scheme {
    case .cavage:
      guard covered.contains("(request-target)") else { throw .uncovered("(request-target)") }
      guard covered.contains("host") else { throw .uncovered("host") }
      guard !covered.isDisjoint(with: ["date", "(created)"]) else { throw .uncovered("date") }
    case .rfc9421:
      guard covered.contains("@method") else { throw .uncovered("@method") }
      let path = covered.contains("@path") || covered.contains("@request-target")
      let place = !covered.isDisjoint(with: ["@authority", "host"])
      guard covered.contains("@target-uri") || path && place else {
        throw .uncovered("@target-uri")
      }
      guard created != nil || covered.contains("date") else {
        throw .missingParameter("created")
      }
    }
    guard request.method != "POST" || coveredDigest != nil else { throw .uncovered("digest") }
  }

  private func checkTime(of request: ReceivedRequest, now: Date) throws(SignatureError) {
    var times = created.map { [$0] } ?? []
    if covered.contains("date") {
      guard let date = request["date"].flatMap(HTTPDate.date) else {
        throw .malformed(why: "its date is none")
      }
      times.append(date)
    }
    for time in times {
      let age = now.timeIntervalSince(time)
      guard age <= Self.oldest else { throw .tooOld }
      guard age >= -Self.ahead else { throw .fromTheFuture }
    }
    if let expires, expires < now { throw .expired }
  }

  /// Whether the key has signed this request; every way in which servers write the target is tried.
  ///
  /// - Parameter origin: ours.
  func isValid(
    for request: ReceivedRequest, at origin: String, by key: VerificationKey
  ) -> Bool {
    if isForRSA, case .ed25519 = key { return false }
    return SignatureBase.variants(of: self, request, origin: origin)
      .contains { key.isValid(signature, of: Array($0.utf8), by: algorithm) }
  }
}
