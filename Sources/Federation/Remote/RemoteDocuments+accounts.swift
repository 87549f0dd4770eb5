import Fetching
import Foundation
import Model

/// Accounts as people write them, looked up by WebFinger (RFC 7033).
extension RemoteDocuments {
  static let usualPlace = "/.well-known/webfinger?"
  private static let descriptorSize = 64 << 10
  private static let descriptorTypes = ["application/jrd+json", "application/json"]

  /// The actor of `user@host`, an `@` or `acct:` in front or not.
  ///
  /// Both ways must agree: the account leads to the actor, and the actor's own server says the same.
  ///
  /// - Parameter refreshing: asks for the actor anew in any case.
  func actor(
    account: String, refreshing: Bool = false
  ) async throws(RemoteError) -> RemoteActor {
    guard let asked = Account(account) else {
      throw .noAccount(account, why: "it must be written like @name@host")
    }
    var found = try await lookUp(asked)
    if found.account != asked {
      // A host may let another one speak for it, once.
      let canonical = try await lookUp(found.account)
      guard canonical.account == found.account, canonical.actor == found.actor else {
        throw .noAccount(account, why: "it leads to one that leads on")
      }
      found = canonical
    }
    var actor = try await actor(found.actor, refreshing: refreshing)
    guard actor.preferredUsername.lowercased() == found.account.user else {
      throw .noAccount(account, why: "\(found.actor) bears another name")
    }
    if actor.host != found.account.host {
      let own = try await lookUp(Account(user: found.account.user, host: actor.host))
      guard own.account == found.account, own.actor == found.actor else {
        throw .noAccount(account, why: "the actor's own server does not confirm it")
      }
    }
    actor.account = found.account.description
    return actor
  }

  /// Whether an account is this actor's: by its name, or because its host says so.
  func isAccount(
    _ account: String, of actor: RemoteActor
  ) async throws(RemoteError) -> Bool {
    if Account(account) == Account(actor.account) { return true }
    do throws(RemoteError) {
      return try await self.actor(account: account).id == actor.id
    } catch {
      guard error.isTemporary else { return false }
      throw error
    }
  }

  private func lookUp(
    _ account: Account
  ) async throws(RemoteError) -> (account: Account, actor: String) {
    var response = try await ask(
      Self.usualPlace + "resource=acct:\(account)", of: account.host,
      accepting: Self.descriptorTypes)
    if response.status == 404, let place = try await descriptorPlace(of: account) {
      response = try await ask(place, accepting: Self.descriptorTypes)
    }
    switch response.status {
    case 200: return try read(response, about: account)
    case 408, 425, 429, 500...:
      throw .unavailable(url: response.url, why: "it answered with \(response.status)")
    default:
      throw .noAccount(account.description, why: "its host answered with \(response.status)")
    }
  }

  /// Over TLS; plain http is tried after that where the operator has listed test networks.
  func ask(
    _ path: String, of host: String, accepting types: [String]
  ) async throws(RemoteError) -> Response {
    try await checkMayAsk(host)
    do throws(FetchError) {
      return try await fetch("https://\(host)\(path)", accepting: types)
    } catch {
      guard allowsPlainHTTP,
        let answer = try? await fetch("http://\(host)\(path)", accepting: types)
      else { throw .unavailable(url: "https://\(host)", why: "\(error)") }
      return answer
    }
  }

  private func ask(
    _ place: RemoteID, accepting types: [String]
  ) async throws(RemoteError) -> Response {
    try await checkMayAsk(place.host)
    do throws(FetchError) {
      return try await fetch(place.address, accepting: types)
    } catch {
      throw .unavailable(url: place.address, why: "\(error)")
    }
  }

  private func fetch(
    _ url: String, accepting types: [String]
  ) async throws(FetchError) -> Response {
    var limits = Self.limits
    limits.bodyBytes = Self.descriptorSize
    limits.redirects = 3
    return try await fetcher.fetch(
      Request(
        .get, url, headers: ["Accept": types.joined(separator: ", ")], limits: limits,
        reach: asker.reach))
  }

  private func read(
    _ response: Response, about account: Account
  ) throws(RemoteError) -> (account: Account, actor: String) {
    guard let type = MediaRange(response.headers["Content-Type"] ?? ""),
      Self.descriptorTypes.contains(type.name)
    else { throw .noAccount(account.description, why: "its host answers in no known form") }
    let descriptor = try RemoteObject(response.body, at: response.url)
    let links = descriptor.objects("links").filter { link in
      link.text("rel") == "self"
        && link.text("type").flatMap { MediaRange($0) }?.isActivityPub == true
    }
    guard let subject = descriptor.text("subject").flatMap({ Account($0) }) else {
      throw .noAccount(account.description, why: "its host names no account")
    }
    guard let actor = links.lazy.compactMap({ self.id($0.text("href")) }).first else {
      throw .noAccount(account.description, why: "its host names no actor")
    }
    return (subject, actor.text)
  }
}

/// An account of the Fediverse.
struct Account: Sendable, Hashable, CustomStringConvertible {
  /// In lower case.
  let user: String
  /// In lower case, with the port where there is one.
  let host: String

  init(user: String, host: String) {
    self.user = user
    self.host = host
  }

  /// Reads `user@host`, `@user@host` and `acct:user@host`.
  init?(_ text: String) {
    var name = text.lowercased()[...]
    if name.hasPrefix("acct:") { name = name.dropFirst(5) }
    if name.hasPrefix("@") { name = name.dropFirst() }
    let sides = name.split(separator: "@", omittingEmptySubsequences: false)
    guard sides.count == 2, name.utf8.count < 512, !sides[0].isEmpty,
      sides[0].utf8.allSatisfy(Self.isOfUser),
      let (origin, path) = Origin.split("https://\(sides[1])"), path.isEmpty,
      RemoteID("https://\(sides[1])/", allowsPlainHTTP: true) != nil
    else { return nil }
    self.init(user: String(sides[0]), host: origin.authority)
  }

  var description: String { "\(user)@\(host)" }

  private static func isOfUser(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
