import Fetching
import Testing

@Suite struct AddressPolicyTests {
  @Test(
    arguments: [
      "0.0.0.0", "0.1.2.3", "0.255.255.255", "10.0.0.0", "10.1.2.3", "10.255.255.255",
      "100.64.0.0", "100.100.100.200", "100.127.255.255", "127.0.0.0", "127.0.0.1",
      "127.255.255.255", "168.63.129.16", "169.254.0.1", "169.254.169.254", "172.16.0.0",
      "172.31.255.255", "192.0.0.0", "192.0.0.192", "192.0.0.255", "192.0.2.1", "192.88.99.1",
      "192.168.0.1", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
      "203.0.113.255", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
      "::", "::1", "::2", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
      "::ffff:8.8.8.8", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808",
      "64:ff9b:1::a00:1", "100::1", "100:0:0:1::1", "2001::1", "2001:0:7f00:1::1", "2001:2::1",
      "2001:10::1", "2001:20::1", "2001:1ff:ffff::", "2001:db8::1", "2001:db8:ffff::1",
      "2002::1", "2002:7f00:1::1", "2002:a00:1::1", "3fff::1", "3fff:fff::1", "4000::1",
      "5f00::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "febf::1", "fec0::1",
      "ff02::1", "ff0e::1",
    ])
  func `S13: special addresses are refused`(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(!AddressPolicy().permits(address))
  }

  @Test(
    arguments: [
      "1.0.0.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
      "126.255.255.255", "128.0.0.0", "168.63.129.15", "169.253.255.255", "169.255.0.0",
      "172.15.255.255", "172.32.0.0", "192.0.1.0", "192.0.3.0", "192.88.98.255", "192.167.255.255",
      "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.255", "203.0.114.0",
      "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2001:db7:ffff::1",
      "2001:db9::1", "2003::1", "2606:4700::1", "2a00:1450::1", "3ffe:ffff::1", "3fff:1000::1",
    ])
  func `public addresses next to them are permitted`(text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(AddressPolicy().permits(address))
  }

  @Test func `listed ranges are permitted and nothing beside them`() throws {
    let policy = AddressPolicy(allowing: [try CIDR("127.0.0.0/30"), try CIDR("fd00::/8")])
    let judged = ["127.0.0.3", "127.0.0.4", "fd12::1", "fe80::1", "::ffff:127.0.0.1"].map {
      IPAddress($0).map(policy.permits)
    }
    #expect(judged == [true, false, true, false, false])
  }

  @Test func `a public address is permitted but not listed`() throws {
    let address = try #require(IPAddress("8.8.8.8"))
    #expect(AddressPolicy().permits(address))
    #expect(!AddressPolicy().isListed(address))
  }

  @Test(arguments: ["0.0.0.0/0", "::/0"])
  func `a range of everything keeps to its family`(range: String) throws {
    let everything = try CIDR(range)
    let v4 = try #require(IPAddress("10.0.0.1"))
    let v6 = try #require(IPAddress("fe80::1"))
    #expect(everything.contains(v4) != everything.contains(v6))
  }
}
