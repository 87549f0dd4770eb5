import Foundation

extension FeedValue {
  func addressFault(_ text: String) -> String? {
    switch self {
    case .relation:
      let known = [
        "alternate", "enclosure", "next", "previous", "related", "replies", "self", "via",
      ]
      return known.contains(text) ? nil : "UnregisteredAtomLinkRel"
    case .download:
      let form = /(?i)https?:\/\/((\d{1,3}\.){3}|([a-z0-9\-]+\.)+)[a-z0-9][-a-z0-9]*(:\d+)?(\/.*|$)/
      return text.wholeMatch(of: form) == nil || !isFull(text) ? "InvalidURLAttribute" : nil
    case .canonical: return isFull(text) ? canonicalFault(text) : "InvalidFullLink"
    default: return isFull(text) ? nil : "InvalidFullLink"
    }
  }

  /// An address with a scheme, of the characters that the validator's pattern knows.
  private func isFull(_ text: String) -> Bool {
    guard
      text.wholeMatch(of: /[a-zA-Z][0-9a-zA-Z+\-.]*:(\/\/)?[0-9a-zA-Z;\/?:@&=+$.\-_!~*'()%,#]+/)
        != nil
    else { return false }
    let scheme = text.prefix { $0 != ":" }.lowercased()
    guard scheme == "http" || scheme == "https" else {
      return ["urn", "tag", "mailto"].contains(scheme)
    }
    return text.contains(/^\w+:\/\/[^\/]/)
  }

  private func canonicalFault(_ text: String) -> String? {
    let rest = text.drop { $0 != ":" }.dropFirst()
    switch text.prefix(while: { $0 != ":" }) {
    case "tag":
      let form = /([a-z0-9\-._]+@)?[a-z0-9.\-]+,\d{4}(-\d{2}(-\d{2})?)?:[^#]*(#[^#]*)?/
      return rest.wholeMatch(of: form) == nil ? "InvalidTAG" : nil
    case "urn":
      if rest.lowercased().hasPrefix("uuid:") {
        let form = /(?i)uuid:[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}/
        return rest.wholeMatch(of: form) == nil ? "InvalidUUID" : nil
      }
      let form = /[a-zA-Z0-9][a-zA-Z0-9\-]{1,31}:([a-zA-Z0-9()+,.:=@;$_!*'\-]|%[0-9A-Fa-f]{2})+/
      return rest.wholeMatch(of: form) == nil ? "InvalidURN" : nil
    case "http", "https": return Self.canonical(text) == text ? nil : "NonCanonicalURI"
    default: return "NonCanonicalURI"
    }
  }

  /// The canonical form as the validator makes it, by Foundation's parts of an address.
  private static func canonical(_ text: String) -> String? {
    guard let parts = URLComponents(string: text), let host = parts.percentEncodedHost,
      text.removingPercentEncoding != nil
    else { return nil }
    var address = (parts.scheme ?? "").lowercased() + "://"
    if let user = parts.user { address += user + "@" }
    address += host.lowercased().hasSuffix(".") ? "" : host.lowercased()
    let port = parts.port.flatMap { $0 == 80 || $0 == 443 ? nil : ":\($0)" } ?? ""
    let steps = parts.percentEncodedPath.split(separator: "/", omittingEmptySubsequences: false)
    guard !steps.contains("."), !steps.contains("..") else { return nil }
    address += port + (parts.percentEncodedPath.isEmpty ? "/" : spelt(parts.percentEncodedPath))
    if let query = parts.percentEncodedQuery { address += "?" + spelt(query) }
    if let fragment = parts.percentEncodedFragment { address += "#" + spelt(fragment) }
    return address
  }

  /// Encoded once more from what it stands for, step by step, so that no needless escape remains.
  private static func spelt(_ text: String) -> String {
    let allowed = CharacterSet(
      charactersIn:
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/?")
    return text.replacing(/(%[0-9A-Fa-f]{2})+/) { match in
      let plain = String(match.0).removingPercentEncoding ?? ""
      let reserved = CharacterSet(charactersIn: ":/?#[]@!$&'()*+,;=")
      return plain.addingPercentEncoding(withAllowedCharacters: allowed.subtracting(reserved)) ?? ""
    }
  }

  func dateFault(_ text: String, now: Date) -> String? {
    let form = DateFormatter()
    form.locale = Locale(identifier: "en_US_POSIX")
    form.timeZone = .gmt
    form.isLenient = false
    form.dateFormat =
      self == .rfc822 ? "EEE, dd MMM yyyy HH:mm:ss '+0000'" : "yyyy-MM-dd'T'HH:mm:ss'Z'"
    guard let date = form.date(from: text), form.string(from: date) == text else {
      return self == .rfc822 ? "InvalidRFC2822Date" : "InvalidRFC3339Date"
    }
    let year1990 = Date(timeIntervalSince1970: 631_152_000)
    let isPlausible = date >= year1990 && date <= now.addingTimeInterval(600)
    return isPlausible ? nil : "ImplausibleDate"
  }
}
