import CLibCurl

/// Owns the libcurl handle of one transfer and the memory it points into.
final class CurlEasy {
  let handle: UnsafeMutableRawPointer
  private var lines: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  init() throws(FetchError) {
    guard let handle = curl_easy_init() else { throw .unusable(why: "it makes no transfer") }
    self.handle = handle
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    try set(CURLOPT_ERRORBUFFER, errorText)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(lines)
    errorText.deallocate()
  }

  static func number(of handle: UnsafeMutableRawPointer) -> UInt64 {
    var pointer: UnsafeMutableRawPointer?
    curl_get_pointer(handle, CURLINFO_PRIVATE, &pointer)
    return UInt64(UInt(bitPattern: pointer))
  }

  // An option that silently fails leaves a door open (`PROTOCOLS_STR`), so each one is checked.

  func set(_ option: CURLoption, _ value: Int) throws(FetchError) {
    try check(curl_set_long(handle, option, value), option)
  }

  func set(_ option: CURLoption, _ value: String?) throws(FetchError) {
    try check(curl_set_string(handle, option, value), option)
  }

  func set(_ option: CURLoption, _ value: UnsafeRawPointer?) throws(FetchError) {
    try check(curl_set_pointer(handle, option, value), option)
  }

  func set(_ option: CURLoption, _ sink: @escaping curl_sink) throws(FetchError) {
    try check(curl_set_sink(handle, option, sink), option)
  }

  func setSocketOpener(_ opener: @escaping curl_socket_opener) throws(FetchError) {
    try check(
      curl_set_socket_opener(handle, CURLOPT_OPENSOCKETFUNCTION, opener),
      CURLOPT_OPENSOCKETFUNCTION)
  }

  func setSendGuard(_ sendGuard: @escaping curl_send_guard) throws(FetchError) {
    try check(
      curl_set_send_guard(handle, CURLOPT_PREREQFUNCTION, sendGuard), CURLOPT_PREREQFUNCTION)
  }

  func set(_ option: CURLoption, copying bytes: [UInt8]) throws(FetchError) {
    let code = bytes.withUnsafeBytes { curl_set_bytes(handle, option, $0.baseAddress, $0.count) }
    try check(code, option)
  }

  /// Copied by libcurl, which must know the size first: a body may hold zero bytes.
  func setBody(_ body: [UInt8]) throws(FetchError) {
    try set(CURLOPT_POST, 1)
    try check(
      curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)),
      CURLOPT_POSTFIELDSIZE_LARGE)
    let code = body.withUnsafeBytes {
      // An empty array has no address, and none would mean "read the body from a callback".
      $0.isEmpty
        ? curl_set_string(handle, CURLOPT_COPYPOSTFIELDS, "")
        : curl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, $0.baseAddress)
    }
    try check(code, CURLOPT_COPYPOSTFIELDS)
  }

  func setHeaders(_ headerLines: [String]) throws(FetchError) {
    for line in headerLines {
      guard let longer = curl_slist_append(lines, line) else {
        throw .unusable(why: "there is no memory left for a header")
      }
      lines = longer
    }
    try check(curl_set_list(handle, CURLOPT_HTTPHEADER, lines), CURLOPT_HTTPHEADER)
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    curl_get_long(handle, info, &value)
    return value
  }

  /// In microseconds for the times.
  func offset(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    curl_get_offset(handle, info, &value)
    return Int64(value)
  }

  /// What libcurl says went wrong.
  func explanation(of code: CURLcode) -> String {
    let text = String(cString: errorText)
    return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
  }

  private func check(_ code: CURLcode, _ option: CURLoption) throws(FetchError) {
    guard code == CURLE_OK else {
      let reason = String(cString: curl_easy_strerror(code)).lowercased()
      throw .unusable(why: "option \(option.rawValue) was refused, \(reason)")
    }
  }
}
