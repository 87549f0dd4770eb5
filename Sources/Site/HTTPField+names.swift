import HTTPTypes

// Field names that HTTPTypes does not list. Each is a token of RFC 9110 section 5.6.2; the fallback
// can only be reached if that ever stopped to be true.
extension HTTPField.Name {
  /// RFC 8288.
  static let linkHeader = HTTPField.Name("Link") ?? .location
  /// What proxies say of whom they speak for; in no standard.
  static let forwardedFor = HTTPField.Name("X-Forwarded-For") ?? .from
  static let referrerPolicy = HTTPField.Name("Referrer-Policy") ?? .location
  /// Fetch Metadata Request Headers, W3C.
  static let secFetchDest = HTTPField.Name("Sec-Fetch-Dest") ?? .accept
}
