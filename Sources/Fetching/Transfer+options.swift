import CLibCurl

extension Transfer {
  /// Tells libcurl everything about the errand.
  func configure(userAgent: String, authorities: Authorities) throws(FetchError) {
    let errand = ticket.errand
    try easy.set(CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: UInt(ticket.id)))
    try listen()
    try restrict()
    try limit(errand.limits, errand.remaining)
    try authorities.apply(to: easy)
    try easy.set(CURLOPT_URL, errand.address.text)
    try easy.set(CURLOPT_USERAGENT, userAgent)
    try easy.setHeaders(errand.headerLines)
    switch errand.method {
    case .get: try easy.set(CURLOPT_HTTPGET, 1)
    case .head: try easy.set(CURLOPT_NOBODY, 1)
    case .post: try easy.setBody(errand.body ?? [])
    }
  }

  /// What holds for every transfer, whatever it fetches.
  private func restrict() throws(FetchError) {
    try easy.set(CURLOPT_PROTOCOLS_STR, "http,https")
    try easy.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
    // Redirects are judged by `Journey`, one address at a time.
    try easy.set(CURLOPT_FOLLOWLOCATION, 0)
    // Through a proxy from the environment the guard would see nothing but the proxy.
    try easy.set(CURLOPT_PROXY, "")
    try easy.set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try easy.set(CURLOPT_SSL_VERIFYPEER, 1)
    try easy.set(CURLOPT_SSL_VERIFYHOST, 2)
    try easy.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    try easy.set(CURLOPT_HTTP09_ALLOWED, 0)
    // Every coding this build of libcurl knows.
    try easy.set(CURLOPT_ACCEPT_ENCODING, "")
    try easy.set(CURLOPT_NOSIGNAL, 1)
    // Otherwise to give up on a name being resolved would stop all transfers until it is.
    try easy.set(CURLOPT_QUICK_EXIT, 1)
  }

  private func limit(_ limits: Limits, _ remaining: Duration) throws(FetchError) {
    let total = max(1, remaining.milliseconds)
    try easy.set(CURLOPT_TIMEOUT_MS, total)
    try easy.set(CURLOPT_CONNECTTIMEOUT_MS, min(total, max(1, limits.connect.milliseconds)))
    try easy.set(CURLOPT_LOW_SPEED_LIMIT, limits.bytesPerSecond)
    let patience = limits.patience.milliseconds / 1000
    try easy.set(CURLOPT_LOW_SPEED_TIME, min(Int(UInt16.max), max(1, patience)))
  }
}

extension Errand {
  /// As libcurl wants them: `Name;` stands for an empty value, `Name:` for none of libcurl's own.
  fileprivate var headerLines: [String] {
    var lines = headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    // A body is sent at once, not after an interim answer that many servers never give.
    lines.append("Expect:")
    if body != nil, headers["Content-Type"] == nil { lines.append("Content-Type:") }
    return lines
  }
}
