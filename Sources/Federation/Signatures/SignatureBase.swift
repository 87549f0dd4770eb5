import Foundation

/// The text that was signed, made anew from a request.
enum SignatureBase {
  /// All that may have been meant, the likeliest first: Misskey and old versions of Mastodon sign the
  /// path without its query.
  static func variants(
    of claim: SignatureClaim, _ request: ReceivedRequest, origin: String
  ) -> [String] {
    let targets = request.target.contains("?") ? [request.target, request.path] : [request.target]
    switch claim.scheme {
    case .cavage:
      return targets.compactMap { cavage(claim, request, target: $0) }
    case .rfc9421:
      return [message(claim, request, origin: origin)].compactMap(\.self)
    }
  }

  private static func cavage(
    _ claim: SignatureClaim, _ request: ReceivedRequest, target: String
  ) -> String? {
    var lines: [String] = []
    for name in claim.covered {
      let value: String?
      switch name {
      case "(request-target)": value = "\(request.method.lowercased()) \(target)"
      case "(created)": value = claim.created.map { "\(Int($0.timeIntervalSince1970))" }
      case "(expires)": value = claim.expires.map { "\(Int($0.timeIntervalSince1970))" }
      default: value = request[name]
      }
      guard let value else { return nil }
      lines.append("\(name): \(value)")
    }
    return lines.joined(separator: "\n")
  }

  private static func message(
    _ claim: SignatureClaim, _ request: ReceivedRequest, origin: String
  ) -> String? {
    guard let (place, _) = Origin.split(origin) else { return nil }
    var lines: [String] = []
    for name in claim.covered {
      let value: String?
      switch name {
      case "@method": value = request.method
      case "@target-uri": value = origin + request.target
      case "@authority": value = place.authority
      case "@scheme": value = place.scheme
      case "@request-target": value = request.target
      case "@path": value = request.path
      case "@query": value = request.query
      default: value = name.hasPrefix("@") ? nil : request[name]
      }
      guard let value else { return nil }
      lines.append("\"\(name)\": \(value)")
    }
    lines.append("\"@signature-params\": \(claim.parameters)")
    return lines.joined(separator: "\n")
  }
}
