/// The way from the first address to the one that answers.
///
/// Pure: it judges which redirects are followed, and says what is sent to each stop.
struct Journey {
  private let request: Request
  private let first: WebAddress
  private var address: WebAddress
  private var hops: [Response.Hop] = []
  private var visited: Set<String>
  private var spent: Duration = .zero

  init(_ request: Request) throws(FetchError) {
    for field in request.headers.fields { try field.check() }
    self.request = request
    first = try WebAddress(request.url)
    address = first
    visited = [first.text]
  }

  /// What to send next.
  var errand: Errand {
    Errand(
      address: address, method: request.method, headers: headers, body: request.body,
      limits: request.limits, remaining: request.limits.total - spent, reach: request.reach)
  }

  /// Takes an answer in: the response if the journey ends with it, nil if `errand` is the next stop.
  mutating func arrive(_ answer: Answer) throws(FetchError) -> Response? {
    spent += answer.duration
    guard request.followsRedirects, request.method != .post,
      [301, 302, 303, 307, 308].contains(answer.status)
    else { return response(answer) }
    try follow(answer.headers["location"] ?? "", status: answer.status)
    return nil
  }

  private mutating func follow(_ location: String, status: Int) throws(FetchError) {
    guard !location.isEmpty else {
      throw .invalidRedirect(from: address.text, to: "", why: "it has no Location header")
    }
    let next = try address.following(location)
    guard next.isSecure || !address.isSecure else {
      throw .insecureRedirect(from: address.text, to: next.text)
    }
    guard hops.count < request.limits.redirects else {
      throw .tooManyRedirects(url: first.text, limit: request.limits.redirects)
    }
    guard spent < request.limits.total else {
      throw .timedOut(host: next.host, .transfer, after: request.limits.total)
    }
    guard visited.insert(next.text).inserted else { throw .redirectLoop(url: first.text) }
    hops.append(Response.Hop(status: status, from: address.text, to: next.text))
    address = next
  }

  private var headers: Headers {
    var headers = request.headers
    if address.authority != first.authority { headers.removeWhatBelongsToOneHost() }
    if let validators = request.validators, validators.url == address.text {
      headers["If-None-Match"] = validators.etag
      headers["If-Modified-Since"] = validators.lastModified
    }
    return headers
  }

  private func response(_ answer: Answer) -> Response {
    Response(
      status: answer.status, url: address.text, hops: hops, headers: answer.headers,
      body: answer.body, httpVersion: answer.httpVersion, duration: spent)
  }
}

extension Headers {
  fileprivate mutating func removeWhatBelongsToOneHost() {
    for name in [
      "Host", "Authorization", "Cookie", "Signature", "Signature-Input", "Digest",
      "Content-Digest", "If-None-Match", "If-Modified-Since",
    ] {
      self[name] = nil
    }
  }
}
