import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Site

/// Compressed or not.
struct CodingTests {
  @Test(arguments: ["gzip", "deflate, gzip;q=0.1", "GZIP", "*", "x-gzip", "br, *;q=0.5"])
  func `gzip is sent to whom it suits`(accepted: String) async throws {
    let response = try await Newsroom.open().get("/feed.atom", [.acceptEncoding: accepted])
    #expect(response.headers[.contentEncoding] == "gzip")
    #expect(Array(response.bytes.prefix(2)) == [0x1f, 0x8b])
    #expect(response.headers[.contentLength] == String(response.size))
    #expect(response.list(.vary).contains("Accept-Encoding"))
  }

  @Test(arguments: [
    nil, "", "identity", "gzip;q=0", "gzip; q=0.000, *", "*, gzip;q=0", "*;q=0", "br, deflate",
    "gzipped",
  ])
  func `and to nobody else`(accepted: String?) async throws {
    var fields = HTTPFields()
    fields[.acceptEncoding] = accepted
    let response = try await Newsroom.open().get("/feed.atom", fields)
    #expect(response.headers[.contentEncoding] == nil)
    #expect(response.text.hasPrefix("<?xml"))
    #expect(response.list(.vary).contains("Accept-Encoding"))
  }
}
