import Fetching
import Foundation

/// The way to accounts that are not to be found at the usual place (federation rule 1.2).
extension RemoteDocuments {
  /// Where else to ask about an account whose host knows nothing of it at the usual place.
  ///
  /// Another host may be named, which is asked and may name no further one.
  func descriptorPlace(of account: Account) async throws(RemoteError) -> RemoteID? {
    let usual = "https://\(account.host)" + HostMeta.Form.xrd.path
    // Whoever guesses names at a host asks it no more than needed.
    guard memory.setback(of: usual, now: now()) == nil else { return nil }
    for form in HostMeta.Form.allCases {
      let response = try await ask(form.path, of: account.host, accepting: form.types)
      switch response.status {
      case 200:
        guard let type = MediaRange(response.headers["Content-Type"] ?? ""),
          form.types.contains(type.name), let meta = HostMeta(response.body, as: form),
          let place = id(meta.address(of: "acct:\(account)")), !isUsual(place, for: account)
        else { continue }
        return place
      case 408, 425, 429, 500...:
        throw .unavailable(url: response.url, why: "it answered with \(response.status)")
      default: continue
      }
    }
    memory.note(.missing(url: usual), of: usual, now: now())
    return nil
  }

  /// Whether that is where the account was not found.
  private func isUsual(_ place: RemoteID, for account: Account) -> Bool {
    guard let (origin, path) = Origin.split(place.text) else { return true }
    return origin.authority == account.host && path.hasPrefix(Self.usualPlace)
  }
}
