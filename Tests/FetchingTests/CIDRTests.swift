import Fetching
import Testing

@Suite struct CIDRTests {
  @Test(
    arguments: [
      ("10.0.0.0/8", "10.0.0.0/8"), ("192.0.2.7", "192.0.2.7/32"), ("0.0.0.0/0", "0.0.0.0/0"),
      ("FD00::/8", "fd00::/8"), ("::1", "::1/128"), ("2001:db8:0:0::/64", "2001:db8::/64"),
      ("198.51.100.128/25", "198.51.100.128/25"),
    ])
  func `ranges are read`(text: String, normal: String) throws {
    #expect(try CIDR(text).description == normal)
  }

  @Test(
    arguments: [
      ("", "begin with an IP address"), ("/8", "begin with an IP address"),
      ("ten/8", "begin with an IP address"), ("10.0.0/8", "begin with an IP address"),
      ("0x7f.0.0.0/8", "begin with an IP address"), ("localhost", "begin with an IP address"),
      ("10.0.0.0/", "from 0 to 32"), ("10.0.0.0/33", "from 0 to 32"),
      ("10.0.0.0/-1", "from 0 to 32"), ("10.0.0.0/8/8", "from 0 to 32"),
      ("10.0.0.0/+8", "from 0 to 32"), ("::/129", "from 0 to 128"),
      ("::/99999999999999999999", "from 0 to 128"), ("10.0.0.5/8", "10.0.0.0/8 may be meant"),
      ("fd00::1/8", "fd00::/8 may be meant"),
    ])
  func `what is no range is explained`(text: String, reason: String) {
    let error = #expect(throws: FetchError.self) { try CIDR(text) }
    #expect(error?.description.contains(reason) == true)
  }
}
