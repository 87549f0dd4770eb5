import Foundation

/// Reads the headers of RFC 9421: two dictionaries that share their labels (RFC 8941).
struct MessageSignatureReader {
  private let inputs: [(label: String, value: String)]
  private let signatures: [(label: String, value: String)]

  /// So many labels are tried; a client's own comes first, a proxy's may follow.
  private static let most = 2

  init(_ input: String, _ signature: String) throws(SignatureError) {
    inputs = try Self.members(input)
    signatures = try Self.members(signature)
  }

  /// Those that can be read; a proxy's label that cannot does not spoil the sender's own.
  func claims() throws(SignatureError) -> [SignatureClaim] {
    var claims: [SignatureClaim] = []
    var trouble = SignatureError.missing
    for (label, value) in inputs.prefix(Self.most) {
      do throws(SignatureError) {
        claims.append(try claim(value, signature(under: label)))
      } catch {
        trouble = error
      }
    }
    guard !claims.isEmpty else { throw trouble }
    return claims
  }

  private func signature(under label: String) throws(SignatureError) -> [UInt8] {
    guard let text = signatures.first(where: { $0.label == label })?.value, text.count > 2,
      text.hasPrefix(":"), text.hasSuffix(":"),
      let signature = Data(base64Encoded: String(text.dropFirst().dropLast())),
      !signature.isEmpty
    else { throw .malformed(why: "there is no signature under the label \(label)") }
    return Array(signature)
  }

  private func claim(
    _ input: String, _ signature: [UInt8]
  ) throws(SignatureError) -> SignatureClaim {
    let (covered, parameters) = try Self.list(input)
    guard let keyID = parameters["keyid"], !keyID.isEmpty else { throw .missingParameter("keyid") }
    guard !keyID.lowercased().hasPrefix("acct:") else {
      throw .malformed(why: "its key id is an account, which names no key")
    }
    return SignatureClaim(
      scheme: .rfc9421, keyID: keyID, signature: signature,
      algorithm: try SignatureAlgorithm(named: parameters["alg"]),
      isForRSA: SignatureAlgorithm.namesRSA(parameters["alg"]),
      created: try Self.date("created", parameters), expires: try Self.date("expires", parameters),
      covered: covered, parameters: input)
  }

  static func members(
    _ dictionary: String
  ) throws(SignatureError) -> [(label: String, value: String)] {
    var members: [(label: String, value: String)] = []
    for item in QuotedList.split(dictionary, at: ",") where !item.isEmpty {
      guard let sign = item.firstIndex(of: "=") else {
        throw .malformed(why: "a label has no value")
      }
      let label = String(item[..<sign])
      guard !members.contains(where: { $0.label == label }) else {
        throw .repeatedParameter(label)
      }
      members.append((label, String(item[item.index(after: sign)...])))
    }
    return members
  }

  /// The components in brackets, and what is said of them.
  static func list(
    _ value: String
  ) throws(SignatureError) -> (components: [String], parameters: [String: String]) {
    guard value.hasPrefix("("), let end = value.firstIndex(of: ")") else {
      throw .malformed(why: "it lists no components")
    }
    return (
      try components(value[value.index(after: value.startIndex)..<end]),
      try parameters(value[value.index(after: end)...])
    )
  }

  /// Components with parameters of their own (`;bs`, `;req`) are nothing that peers sign.
  private static func components(_ list: Substring) throws(SignatureError) -> [String] {
    var names: [String] = []
    for item in QuotedList.split(list, at: " ") where !item.isEmpty {
      let name = item.dropFirst().dropLast().lowercased()
      guard !name.isEmpty, !name.contains("\""), item.hasPrefix("\""), item.hasSuffix("\"") else {
        throw .malformed(why: "a component is none that is known")
      }
      guard !names.contains(name) else { throw .repeatedParameter(name) }
      names.append(name)
    }
    return names
  }

  private static func parameters(_ text: Substring) throws(SignatureError) -> [String: String] {
    var parameters: [String: String] = [:]
    for item in QuotedList.split(text, at: ";") where !item.isEmpty {
      let sign = item.firstIndex(of: "=") ?? item.endIndex
      let name = item[..<sign].lowercased()
      guard parameters[name] == nil else { throw .repeatedParameter(name) }
      parameters[name] = QuotedList.unquoted(item[sign...].dropFirst())
    }
    return parameters
  }

  private static func date(
    _ name: String, _ parameters: [String: String]
  ) throws(SignatureError) -> Date? {
    guard let text = parameters[name] else { return nil }
    guard let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e11 else {
      throw .malformed(why: "\(name) is no time")
    }
    return Date(timeIntervalSince1970: seconds)
  }
}
