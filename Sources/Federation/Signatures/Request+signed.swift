import Fetching
import Foundation
import Model

extension Request {
  /// The request with a signature of one of our actors.
  ///
  /// - Parameters:
  ///   - wish: what the other side wants besides, of a signature after RFC 9421.
  ///   - now: to be the moment of sending, for some peers allow for five minutes only.
  /// - Throws: `FederationError.unsignable` for an address that has no host, `.ungrantable` for a wish
  ///   that asks for more than there is.
  func signed(
    by key: SigningKey, as scheme: SignatureScheme, granting wish: SignatureWish = SignatureWish(),
    now: Date
  ) throws -> Request {
    guard let (origin, rest) = Origin.split(url) else {
      throw FederationError.unsignable(url: url)
    }
    let target = rest.prefix { $0 != "#" }
    var request = self
    request.headers["Host"] = origin.authority
    request.headers["Date"] = HTTPDate.string(now)
    switch scheme {
    case .cavage:
      try request.signCavage(
        by: key, host: origin.authority, target: target.isEmpty ? "/" : String(target))
    case .rfc9421:
      try request.signMessage(by: key, origin, target, granting: wish, now: now)
    }
    return request
  }

  private mutating func signCavage(
    by key: SigningKey, host: String, target: String
  ) throws {
    var covered = [
      ("(request-target)", "\(method.rawValue.lowercased()) \(target)"), ("host", host),
      ("date", headers["Date"] ?? ""),
    ]
    if let body {
      let digest = BodyDigest.header(of: body)
      headers["Digest"] = digest
      covered.append(("digest", digest))
      if let type = headers["Content-Type"] { covered.append(("content-type", type)) }
    }
    let base = covered.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
    let names = covered.map(\.0).joined(separator: " ")
    headers["Signature"] =
      "keyId=\"\(key.id)\",algorithm=\"rsa-sha256\",headers=\"\(names)\","
      + "signature=\"\(try key.signature(of: base))\""
  }

  /// For how many seconds a signature holds that is to say so.
  private static let lifetime = 3600

  private mutating func signMessage(
    by key: SigningKey, _ origin: Origin, _ target: Substring, granting wish: SignatureWish,
    now: Date
  ) throws {
    guard wish.keyID == nil || wish.keyID == key.id else {
      throw FederationError.ungrantable(part: "with another key")
    }
    var covered = [("@method", method.rawValue), ("@target-uri", url.withoutFragment)]
    if let body {
      let digest = BodyDigest.contentHeader(of: body)
      headers["Content-Digest"] = digest
      covered.append(("content-digest", digest))
    }
    // What every receiver needs is covered even where it was not asked for.
    for name in wish.components where !covered.contains(where: { $0.0 == name }) {
      guard let value = value(of: name, origin, target) else {
        throw FederationError.ungrantable(part: name)
      }
      covered.append((name, value))
    }
    let names = covered.map { "\"\($0.0)\"" }.joined(separator: " ")
    let seconds = Int(now.timeIntervalSince1970)
    let end = wish.wantsEnd ? ";expires=\(seconds + Self.lifetime)" : ""
    let parameters =
      "(\(names));created=\(seconds)\(end);keyid=\"\(key.id)\""
      + ";alg=\"\(SigningKey.algorithm)\"" + wish.parameters
    let lines = covered.map { "\"\($0.0)\": \($0.1)" } + ["\"@signature-params\": \(parameters)"]
    headers["Signature-Input"] = "\(wish.label)=" + parameters
    headers["Signature"] = "\(wish.label)=:\(try key.signature(of: lines.joined(separator: "\n"))):"
  }
}

extension Request {
  /// A component of the request (RFC 9421 section 2); `nil` where it has none of that name.
  private func value(of name: String, _ origin: Origin, _ target: Substring) -> String? {
    let path = target.prefix { $0 != "?" }
    switch name {
    case "@authority": return origin.authority
    case "@scheme": return origin.scheme
    case "@request-target": return target.isEmpty ? "/" : String(target)
    case "@path": return path.isEmpty ? "/" : String(path)
    case "@query": return path == target ? "?" : String(target[path.endIndex...])
    case "content-length": return body.map { "\($0.count)" }
    default: return name.hasPrefix("@") ? nil : headers[name]
    }
  }
}

extension String {
  fileprivate var withoutFragment: String { String(prefix { $0 != "#" }) }
}
