import Foundation
import Model
import Testing

@Suite struct OutageTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)

  private func outage(_ failures: [Failure.Kind?]) -> Outage {
    var outage = Outage()
    for (number, failure) in failures.enumerated() {
      outage.note("host\(number).example", failure: failure, at: now)
    }
    return outage
  }

  @Test func `five hosts out of reach are our own trouble`() {
    #expect(outage([.dns, .connect, .timeout, .dns, .connect]).isOn(at: now))
  }

  @Test func `four are too few to tell`() {
    #expect(!outage([.dns, .dns, .dns, .dns]).isOn(at: now))
    #expect(!Outage().isOn(at: now))
  }

  @Test func `four of five are enough, three of five are not`() {
    #expect(outage([.dns, .dns, nil, .dns, .dns]).isOn(at: now))
    #expect(!outage([.dns, .dns, nil, .dns, nil]).isOn(at: now))
    #expect(!outage([nil, nil] + Array(repeating: .dns, count: 7)).isOn(at: now))
    #expect(outage([nil, nil] + Array(repeating: .dns, count: 8)).isOn(at: now))
  }

  @Test func `one host that is asked often is one host`() {
    var outage = Outage()
    for _ in 0..<20 { outage.note("a.example", failure: .dns, at: now) }
    #expect(!outage.isOn(at: now))
  }

  @Test(arguments: [
    Failure.Kind.clientError, .serverError, .gone, .rateLimited, .html, .parse, .tooLarge, .tls,
    .redirect, .forbiddenAddress,
  ])
  func `a server that answers badly has been reached`(kind: Failure.Kind) {
    #expect(!outage(Array(repeating: kind, count: 10)).isOn(at: now))
  }

  @Test func `five minutes later nothing is held against anybody`() {
    let outage = outage(Array(repeating: .dns, count: 9))
    #expect(outage.isOn(at: now + 300))
    #expect(!outage.isOn(at: now + 301))
  }

  @Test func `the line is up again as soon as hosts answer`() {
    var outage = outage(Array(repeating: .dns, count: 5))
    outage.note("host0.example", failure: nil, at: now + 60)
    #expect(outage.isOn(at: now + 60))
    outage.note("host1.example", failure: nil, at: now + 61)
    #expect(!outage.isOn(at: now + 61))
  }

  @Test func `ten thousand attempts are judged by the latest of them`() {
    var outage = outage(Array(repeating: nil, count: 10_000))
    for number in 0..<1_000 { outage.note("other\(number)", failure: .dns, at: now) }
    #expect(outage.isOn(at: now))
  }

  @Test func `a clock that jumped back does not keep an outage alive`() {
    #expect(!outage(Array(repeating: .dns, count: 9)).isOn(at: now - 3600))
  }
}
