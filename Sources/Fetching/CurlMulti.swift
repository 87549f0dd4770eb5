import CLibCurl

/// libcurl's handle for many transfers at once.
///
/// Only `wakeUp` may be called from another thread than the one that runs the transfers: that is
/// what makes the promise to the compiler true.
struct CurlMulti: @unchecked Sendable {
  private let handle: UnsafeMutableRawPointer

  /// - Parameter keeping: how many idle connections stay open for the next request.
  init(keeping idle: Int) throws(FetchError) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK, let handle = curl_multi_init()
    else { throw .unusable(why: "it does not start") }
    self.handle = handle
    guard curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, idle) == CURLM_OK else {
      curl_multi_cleanup(handle)
      throw .unusable(why: "it does not bound its connections")
    }
  }

  /// Closes all connections; every transfer must have been removed before.
  func close() { curl_multi_cleanup(handle) }

  func wakeUp() { curl_multi_wakeup(handle) }

  func add(_ transfer: Transfer) throws(FetchError) {
    try check(curl_multi_add_handle(handle, transfer.easy.handle))
  }

  func remove(_ transfer: Transfer) { curl_multi_remove_handle(handle, transfer.easy.handle) }

  /// Moves every transfer as far as it goes without waiting.
  func perform() throws(FetchError) {
    var running: Int32 = 0
    try check(curl_multi_perform(handle, &running))
  }

  /// Waits until a socket, a timer of libcurl's, a wake-up or the time given.
  func wait(atMost duration: Duration) throws(FetchError) {
    try check(curl_multi_poll(handle, nil, 0, Int32(clamping: duration.milliseconds), nil))
  }

  /// A transfer that has ended since the last call, by its number, and how.
  func nextDone() -> (id: UInt64, code: CURLcode)? {
    var code = CURLE_OK
    guard let easy = curl_next_done(handle, &code) else { return nil }
    return (CurlEasy.number(of: easy), code)
  }

  private func check(_ code: CURLMcode) throws(FetchError) {
    guard code == CURLM_OK else {
      throw .unusable(why: String(cString: curl_multi_strerror(code)).lowercased())
    }
  }
}
