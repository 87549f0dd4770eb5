import Foundation
import Markup

/// An actor of another server, as far as we need to know it.
struct RemoteActor: Sendable, Hashable, Codable {
  var id: String
  var type: String
  var preferredUsername: String
  /// `user@host`.
  var account: String
  /// Plain text.
  var name: String
  var url: String
  var inbox: String
  /// Only where it is on the actor's own server.
  var sharedInbox: String?
  var outbox: String?
  var featured: String?
  var followers: String?
  var movedTo: String?
  var alsoKnownAs: [String]
  /// FEP-5feb; where it is missing, it means no.
  var isIndexable: Bool?
  var isDiscoverable: Bool?
  /// Whether it asks in its own words to be left alone by programs.
  var isNoBot: Bool
  /// Host and, where it is not the scheme's own, port.
  var host: String

  /// What strangers say of themselves is kept for a while, and must not fill the disk.
  private static let mostAliases = 32

  static let types: Set = ["Person", "Service", "Organization", "Group", "Application"]

  /// - Throws: `RemoteError.noActor`
  init(_ object: RemoteObject, allowsPlainHTTP: Bool) throws(RemoteError) {
    guard let id = RemoteID(object.id, allowsPlainHTTP: allowsPlainHTTP) else {
      throw .badID(object.id ?? "")
    }
    func own(_ text: String?) -> String? {
      guard let other = RemoteID(text, allowsPlainHTTP: allowsPlainHTTP), other.isOnServer(of: id)
      else { return nil }
      return other.text
    }
    guard let type = object.types.first(where: Self.types.contains) else {
      throw .noActor(id: id.text, why: "its type is '\(object.type.prefix(40))'")
    }
    guard let inbox = own(object.text("inbox")) else {
      throw .noActor(id: id.text, why: "it has no inbox on its own server")
    }
    self.id = id.text
    self.type = type
    self.inbox = inbox
    host = id.host
    preferredUsername = Self.shortened(object.text("preferredUsername") ?? "", to: 128)
    account = preferredUsername.isEmpty ? id.host : "\(preferredUsername)@\(id.host)"
    name = Self.plain(object.text("name")) ?? preferredUsername
    url = Self.page(of: object) ?? id.text
    sharedInbox = own(object.object("endpoints")?.text("sharedInbox"))
    outbox = own(object.id(of: "outbox"))
    featured = own(object.id(of: "featured"))
    followers = own(object.id(of: "followers"))
    func any(_ text: String) -> String? {
      RemoteID(text, allowsPlainHTTP: allowsPlainHTTP)?.text
    }
    movedTo = object.id(of: "movedTo").flatMap(any)
    alsoKnownAs = Array(object.ids(of: "alsoKnownAs").compactMap(any).prefix(Self.mostAliases))
    isIndexable = object.flag("indexable") ?? object.flag("toot:indexable")
    isDiscoverable = object.flag("discoverable") ?? object.flag("toot:discoverable")
    isNoBot = Self.asksForNoBots(object)
  }

  /// Whether it passes on what others write, as the blog of several authors and a channel do.
  var isGroup: Bool { type == "Group" }

  /// Where deliveries for it go.
  var target: String { sharedInbox ?? inbox }

  /// A name may hold marks of HTML that nobody meant.
  private static func plain(_ name: String?) -> String? {
    guard let name else { return nil }
    let text = HTMLText.plain(shortened(name, to: 2048))
    return text.isEmpty ? nil : shortened(text, to: 200)
  }

  /// In Unicode's numbers, for what looks like one character may be a thousand of them.
  private static func shortened(_ text: String, to count: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(count)))
  }

  /// The first address of the web among those it gives.
  private static func page(of object: RemoteObject) -> String? {
    object.values("url").lazy
      .compactMap { $0.text ?? $0.embedded?.text("href") }
      .compactMap { WebLink($0)?.url }.first { $0.utf8.count <= RemoteID.limit }
  }

  private static func asksForNoBots(_ object: RemoteObject) -> Bool {
    let tags = object.objects("tag").compactMap { $0.text("name")?.lowercased() }
    let summary = HTMLText.plain(String((object.text("summary") ?? "").prefix(20_000)))
    return tags.contains("#nobot") || summary.lowercased().contains("#nobot")
  }
}
