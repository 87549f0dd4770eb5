import Foundation

/// Reads the header of draft-cavage-http-signatures-12: parameters by commas, quoted or not.
struct CavageReader {
  private var parameters: [String: String] = [:]
  private let method: String

  init(_ header: String, method: String) throws(SignatureError) {
    self.method = method
    for item in QuotedList.split(header, at: ",") where !item.isEmpty {
      guard let sign = item.firstIndex(of: "=") else {
        throw .malformed(why: "a parameter has no value")
      }
      let name = String(item[..<sign]).trimmedOfBlanks.lowercased()
      guard parameters[name] == nil else { throw .repeatedParameter(name) }
      parameters[name] = QuotedList.unquoted(item[item.index(after: sign)...])
    }
  }

  func claim() throws(SignatureError) -> SignatureClaim {
    guard let keyID = parameters["keyid"], !keyID.isEmpty else { throw .missingParameter("keyId") }
    guard !keyID.lowercased().hasPrefix("acct:") else {
      throw .malformed(why: "its key id is an account, which names no key")
    }
    guard let text = parameters["signature"], let signature = Data(base64Encoded: text),
      !signature.isEmpty
    else { throw .missingParameter("signature") }
    let covered = (parameters["headers"] ?? "(created)").lowercased()
      .split(separator: " ").map(String.init)
    guard !covered.isEmpty, Set(covered).count == covered.count else {
      throw .malformed(why: "its list of headers is empty or names one twice")
    }
    return SignatureClaim(
      scheme: .cavage, keyID: keyID, signature: Array(signature),
      algorithm: try SignatureAlgorithm(named: parameters["algorithm"]),
      isForRSA: SignatureAlgorithm.namesRSA(parameters["algorithm"]),
      created: try date("created"), expires: try date("expires"), covered: covered,
      parameters: "")
  }

  private func date(_ name: String) throws(SignatureError) -> Date? {
    guard let text = parameters[name] else { return nil }
    guard let seconds = Double(text), seconds.isFinite, abs(seconds) < 1e11 else {
      throw .malformed(why: "\(name) is no time")
    }
    return Date(timeIntervalSince1970: seconds)
  }
}
