import Fetching
import Foundation

/// A request once more, signed in another way, where its first signature was not taken; there is no
/// third.
struct SecondKnock: Sendable {
  let request: Request
  let scheme: SignatureScheme

  /// - Parameters:
  ///   - request: without a signature.
  ///   - first: how it was signed the first time.
  ///   - now: to be the moment of sending.
  /// - Returns: `nil` where the answer is not about signatures, or asks for one that we cannot make: any
  ///   other would be refused as well.
  init?(
    _ request: Request, by key: SigningKey, after first: SignatureScheme, _ answer: Response,
    now: Date
  ) throws {
    guard [400, 401].contains(answer.status) else { return nil }
    let asked = answer.headers.all("accept-signature")
    let wishes = SignatureWish.wishes(in: asked.joined(separator: ", ")) ?? [SignatureWish()]
    scheme = asked.isEmpty ? first.other : .rfc9421
    let signed = try Self.first(wishes) { [scheme] wish in
      try request.signed(by: key, as: scheme, granting: wish, now: now)
    }
    guard let signed else { return nil }
    self.request = signed
  }

  private static func first(
    _ wishes: [SignatureWish], sign: (SignatureWish) throws -> Request
  ) throws -> Request? {
    for wish in wishes {
      do {
        return try sign(wish)
      } catch FederationError.ungrantable {
        continue
      }
    }
    return nil
  }
}
