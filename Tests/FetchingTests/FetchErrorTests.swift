import Fetching
import Model
import Testing

@Suite struct FetchErrorTests {
  @Test(
    arguments: [
      (FetchError.invalidURL("feed", why: "bad scheme"), Failure.Kind.connect),
      (.invalidHeader(name: "X"), .connect), (.invalidRange("ten", why: "no"), .connect),
      (.unreadableAuthorities(path: "/ca.pem", why: "no"), .connect),
      (.outOfReach(url: "http://a/"), .forbiddenAddress),
      (.forbiddenAddress(host: "a", address: "::1"), .forbiddenAddress),
      (.unresolvable(host: "a"), .dns), (.unreachable(host: "a", why: "no"), .connect),
      (.tls(host: "a", why: "no"), .tls),
      (.timedOut(host: "a", .connect, after: .seconds(1)), .timeout),
      (.tooLarge(url: "http://a/", limit: 1), .tooLarge),
      (.headersTooLarge(url: "http://a/", limit: Limits()), .tooLarge),
      (.garbled(host: "a", why: "no"), .connect),
      (.tooManyRedirects(url: "http://a/", limit: 5), .redirect),
      (.redirectLoop(url: "http://a/"), .redirect),
      (.insecureRedirect(from: "https://a/", to: "http://a/"), .redirect),
      (.invalidRedirect(from: "http://a/", to: "", why: "no"), .redirect),
      (.resting(host: "a", for: .seconds(1)), .rateLimited), (.cancelled, .connect),
      (.stopped, .connect), (.unusable(why: "no"), .connect),
    ])
  func `every error is one lower-case sentence of a kind`(error: FetchError, kind: Failure.Kind) {
    #expect(error.failure == Failure(kind, error.description))
    #expect(error.description.first?.isLowercase == true)
    #expect(!error.description.hasSuffix("."))
    #expect(!error.description.contains("\n"))
  }

  @Test(
    arguments: [
      (Duration.seconds(15), "15 s"), (.milliseconds(300), "0.3 s"), (.seconds(3600), "3600 s"),
      (.milliseconds(3_599_013), "3600 s"), (.seconds(Int64.max), "2147484 s"),
    ])
  func `times are told as a person would`(duration: Duration, text: String) {
    let error = FetchError.timedOut(host: "a", .transfer, after: duration)
    #expect(error.description.contains("more than \(text);"))
  }
}
