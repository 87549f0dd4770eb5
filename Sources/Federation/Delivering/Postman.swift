import Fetching
import Foundation
import Store

/// Carries one activity to one inbox: signs it, sends it, and knocks a second time where the first
/// signature is not taken.
struct Postman: Sendable {
  let fetcher: Fetcher
  let keys: ActorKeys
  let now: @Sendable () -> Date
  let random: @Sendable () -> Double

  /// How long a host's way of reading signatures is remembered.
  private static let memory: TimeInterval = 7 * 86_400

  private static let limits: Limits = {
    var limits = Limits(bodyBytes: 64 * 1024)
    limits.cutsBody = true
    limits.connect = .seconds(5)
    limits.total = .seconds(20)
    return limits
  }()

  /// - Returns: `nil` where the program stops; what was sent may have arrived then.
  func deliver(_ parcel: CourierDesk.Parcel) async -> DeliveryResult? {
    let first = parcel.scheme.flatMap(SignatureScheme.init(rawValue:)) ?? .cavage
    do {
      let answer = try await knock(parcel, first)
      guard let second = Self.second(after: first, answer) else { return result(parcel, answer) }
      let wish = answer.headers["accept-signature"].map {
        MessageSignatureReader.components(accepted: $0)
      }
      var result = result(parcel, try await knock(parcel, second, covering: wish ?? []))
      if result.verdict == .delivered, second != first {
        result.scheme = (second.rawValue, now().addingTimeInterval(Self.memory))
      }
      return result
    } catch let error as FetchError {
      return result(parcel, error)
    } catch {
      return DeliveryResult(parcel.delivery, .failed, reason: "it could not be signed: \(error)")
    }
  }

  /// Signs anew each time: some hosts take a signature for five minutes only.
  private func knock(
    _ parcel: CourierDesk.Parcel, _ scheme: SignatureScheme, covering components: [String] = []
  ) async throws -> Response {
    let request = Request(
      .post, parcel.delivery.inbox.url,
      headers: [
        "Content-Type": "application/activity+json", "Accept": "application/activity+json",
      ],
      body: parcel.activity.body, limits: Self.limits, reach: .federation, followsRedirects: false)
    let key = try await keys.signingKey(
      for: parcel.activity, tries: parcel.delivery.attempt, now: now())
    return try await fetcher.fetch(
      request.signed(by: key, as: scheme, covering: components, now: now()))
  }

  /// The other way of writing a signature, where this one was not taken; the one that the host asks for
  /// where it does (RFC 9421 section 5).
  private static func second(
    after first: SignatureScheme, _ answer: Response
  ) -> SignatureScheme? {
    guard [400, 401].contains(answer.status) else { return nil }
    if answer.headers["accept-signature"] != nil { return .rfc9421 }
    return first.other
  }

  private func result(_ parcel: CourierDesk.Parcel, _ answer: Response) -> DeliveryResult {
    let verdict = DeliveryVerdict(
      status: answer.status,
      retryAfter: RetryAfter.seconds(answer.headers["retry-after"], now: now()),
      tries: parcel.delivery.attempt + 1)
    let reason =
      verdict.outcome == .delivered
      ? nil : "\(parcel.delivery.inbox.host) answered \(answer.status)"
    return result(parcel, verdict, status: answer.status, reason: reason)
  }

  private func result(_ parcel: CourierDesk.Parcel, _ error: FetchError) -> DeliveryResult? {
    switch error {
    case .cancelled, .stopped: nil
    default: result(parcel, DeliveryVerdict(error), status: nil, reason: "\(error)")
    }
  }

  private func result(
    _ parcel: CourierDesk.Parcel, _ verdict: DeliveryVerdict, status: Int?, reason: String?
  ) -> DeliveryResult {
    let delivery = parcel.delivery
    let news: DeliveryResult.HostNews =
      switch verdict.host {
      case .unknown: .none
      case .spoke: .spoke
      case .failed: .failed
      case .resting(let seconds): .resting(until: now().addingTimeInterval(seconds))
      }
    var result = DeliveryResult(delivery, .failed, status: status, reason: reason, host: news)
    switch verdict.outcome {
    case .delivered: result.verdict = .delivered
    case .refused, .gone: break
    case .retry(let wish):
      let next = RetrySchedule.next(
        after: delivery.attempt + 1, now: now(), wish: wish, random: random())
      if let next { result.verdict = .retry(at: next) }
    }
    return result
  }
}
