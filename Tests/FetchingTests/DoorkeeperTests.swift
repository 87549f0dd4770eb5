import Testing

@testable import Fetching

/// A kept connection is judged again: it may have been opened for another purpose.
@Suite struct DoorkeeperTests {
  private func doorkeeper(
    _ reach: Request.Reach, _ url: String, allowing ranges: [String] = []
  ) throws -> Doorkeeper {
    Doorkeeper(
      policy: AddressPolicy(allowing: try ranges.map { try CIDR($0) }), reach: reach,
      address: try WebAddress(url))
  }

  @Test(
    arguments: [
      (Request.Reach.feeds, "http://8.8.8.8:8080/", true), (.feeds, "https://8.8.8.8/", true),
      (.federation, "https://8.8.8.8/", true), (.federation, "https://8.8.8.8:443/", true),
      (.federation, "http://8.8.8.8/", false), (.federation, "http://8.8.8.8:443/", false),
      (.federation, "https://8.8.8.8:8443/", false),
    ])
  func `ports and schemes are judged by purpose`(
    reach: Request.Reach, url: String, isFine: Bool
  ) throws {
    #expect(try doorkeeper(reach, url).permitsSending(to: "8.8.8.8") == isFine)
    #expect(try doorkeeper(reach, url, allowing: ["8.0.0.0/8"]).permitsSending(to: "8.8.8.8"))
  }

  @Test(arguments: ["127.0.0.1", "10.0.0.1", "::1", "fe80::1%eth0", "", "localhost", "8.8.8.8 "])
  func `nothing is sent to what is no public address`(ip: String) throws {
    #expect(try !doorkeeper(.feeds, "https://example.org/").permitsSending(to: ip))
  }
}
