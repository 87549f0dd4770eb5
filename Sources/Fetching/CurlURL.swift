import CLibCurl

/// Owns one of libcurl's parsed addresses.
final class CurlURL {
  /// Why libcurl would not take an address.
  struct Refusal: Error {
    let why: String
  }

  private let handle: OpaquePointer

  init() throws(Refusal) {
    guard let handle = curl_url() else { throw Refusal(why: "there is no memory left") }
    self.handle = handle
  }

  deinit { curl_url_cleanup(handle) }

  /// Replaces a part; a relative `CURLUPART_URL` is resolved against the one already there.
  func set(_ part: CURLUPart, _ text: String?) throws(Refusal) {
    if let text, text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
      throw Refusal(why: "it holds a control character")
    }
    let flags = CURLU_URLENCODE | CURLU_DISALLOW_USER | CURLU_NON_SUPPORT_SCHEME
    // The host is no place for percent signs.
    try check(curl_url_set(handle, part, text, UInt32(part == CURLUPART_HOST ? 0 : flags)))
  }

  func get(_ part: CURLUPart) throws(Refusal) -> String {
    var text: UnsafeMutablePointer<CChar>?
    let flags = part == CURLUPART_PORT ? CURLU_DEFAULT_PORT : CURLU_NO_DEFAULT_PORT
    try check(curl_url_get(handle, part, &text, UInt32(flags)))
    guard let text else { throw Refusal(why: "a part is missing") }
    defer { curl_free(text) }
    return String(cString: text)
  }

  private func check(_ code: CURLUcode) throws(Refusal) {
    switch code {
    case CURLUE_OK: return
    case CURLUE_USER_NOT_ALLOWED:
      throw Refusal(why: "it carries a user name, and only what everyone may read is fetched")
    default: throw Refusal(why: String(cString: curl_url_strerror(code)).lowercased())
    }
  }
}
