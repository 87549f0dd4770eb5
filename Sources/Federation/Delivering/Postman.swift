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

  /// Before what failed on our side is tried again, in seconds.
  private static let patience: TimeInterval = 60

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
      let request = Self.request(parcel)
      let key = try await keys.signingKey(
        for: parcel.activity, tries: parcel.delivery.attempt, now: now())
      // Signed anew each time: some hosts take a signature for five minutes only.
      let answer = try await fetcher.fetch(request.signed(by: key, as: first, now: now()))
      guard let second = try SecondKnock(request, by: key, after: first, answer, now: now()) else {
        return result(parcel, answer)
      }
      var result = result(parcel, try await fetcher.fetch(second.request))
      if result.verdict == .delivered, second.scheme != first {
        result.scheme = (second.scheme.rawValue, now().addingTimeInterval(SignatureScheme.memory))
      }
      return result
    } catch let error as FetchError {
      return result(parcel, error)
    } catch let error as StoreError {
      return result(parcel, error)
    } catch {
      return DeliveryResult(parcel.delivery, .failed, reason: "it could not be signed: \(error)")
    }
  }

  /// Trouble of our own with a key; that passes, and the delivery is not lost with it.
  private func result(_ parcel: CourierDesk.Parcel, _ error: StoreError) -> DeliveryResult? {
    guard error != .cancelled else { return nil }
    return DeliveryResult(
      parcel.delivery, .untried(until: now().addingTimeInterval(Self.patience)),
      reason: "it could not be signed: \(error)")
  }

  private static func request(_ parcel: CourierDesk.Parcel) -> Request {
    Request(
      .post, parcel.delivery.inbox.url,
      headers: [
        "Content-Type": "application/activity+json", "Accept": "application/activity+json",
      ],
      body: parcel.activity.body, limits: limits, reach: .deliveries, followsRedirects: false)
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
