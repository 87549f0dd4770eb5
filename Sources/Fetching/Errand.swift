/// One request to one address, redirects not followed.
struct Errand: Sendable {
  let address: WebAddress
  let method: Request.Method
  let headers: Headers
  let body: [UInt8]?
  let limits: Limits
  /// What is left of `limits.total`.
  let remaining: Duration
  let reach: Request.Reach
}

/// What came back for an errand.
struct Answer: Sendable {
  let status: Int
  let headers: Headers
  let body: [UInt8]
  let httpVersion: String
  let duration: Duration
}
