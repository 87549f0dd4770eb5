/// What a client says about compressed answers (RFC 9110 section 12.5.3).
enum AcceptedCodings {
  /// Whether an `Accept-Encoding` header takes gzip; what names it counts before what means any.
  static func includeGzip(_ header: String?) -> Bool {
    guard let header else { return false }
    var any = false
    for coding in header.lowercased().split(separator: ",") {
      let parts = coding.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
      let isWanted = parts.dropFirst().allSatisfy(isAboveZero)
      switch parts.first {
      case "gzip", "x-gzip": return isWanted
      case "*": any = isWanted
      default: continue
      }
    }
    return any
  }

  private static func isAboveZero(_ parameter: String) -> Bool {
    guard parameter.hasPrefix("q=") else { return true }
    return Double(parameter.dropFirst(2)).map { $0 > 0 } ?? false
  }
}
