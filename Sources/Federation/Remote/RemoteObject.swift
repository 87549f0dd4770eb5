import Foundation

/// A document of another server, as plain JSON with typed ways in; nothing of it is believed yet.
///
/// It is never processed as linked data: no context is loaded, and signatures, proofs and other graphs
/// within it count for nothing.
struct RemoteObject: Sendable, Hashable {
  let members: [String: RemoteValue]
  /// Whether somebody has signed it within, as servers do with what others are to pass on.
  private(set) var isSignedWithin = false

  /// More ids than anything of ours could name.
  private static let most = 256
  private static let ignored = ["signature", "proof", "@graph", "@included", "@reverse"]
  private static let activityStreams = "https://www.w3.org/ns/activitystreams"

  init(members: [String: RemoteValue]) {
    self.members = members
  }

  /// Reads a document; `url` is where it was found, for the message.
  ///
  /// - Throws: `RemoteError.unreadable`
  init(_ bytes: [UInt8], at url: String) throws(RemoteError) {
    let value: RemoteValue
    do {
      value = try RemoteValueReader.value(of: bytes)
    } catch {
      throw .unreadable(url: url, why: error.why)
    }
    guard case .object(var members) = value else {
      throw .unreadable(url: url, why: "it is no object")
    }
    isSignedWithin = members["signature"] != nil
    for name in Self.ignored { members[name] = nil }
    self.members = members
    guard isOfActivityStreams else {
      throw .unreadable(url: url, why: "its @context does not name ActivityStreams")
    }
  }

  /// A key on its own page is not written in the words of ActivityStreams.
  private var isOfActivityStreams: Bool {
    guard let context = members["@context"] else { return true }
    if members["publicKeyPem"] != nil || members["publicKeyMultibase"] != nil { return true }
    return context.items.contains { item in
      item.text == Self.activityStreams || item.text == Self.activityStreams + "#"
    }
  }

  var id: String? { members["id"]?.text }

  /// The first of its types.
  var type: String { types.first ?? "" }

  var types: [String] { members["type"]?.items.compactMap(\.text) ?? [] }

  func text(_ name: String) -> String? { members[name]?.text }

  func flag(_ name: String) -> Bool? {
    if case .flag(let flag)? = members[name] { flag } else { nil }
  }

  func values(_ name: String) -> [RemoteValue] {
    Array((members[name]?.items ?? []).prefix(Self.most))
  }

  /// The id of the first thing of that name, embedded or not.
  func id(of name: String) -> String? { members[name]?.items.first?.id }

  func ids(of name: String) -> [String] { values(name).compactMap(\.id) }

  /// The first thing of that name that is written out.
  func object(_ name: String) -> RemoteObject? {
    values(name).lazy.compactMap(\.embedded).first
  }

  func objects(_ name: String) -> [RemoteObject] { values(name).compactMap(\.embedded) }

  /// A time as RFC 3339 writes it, with fractions or without.
  func date(_ name: String) -> Date? {
    guard let text = text(name) else { return nil }
    return (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }

  /// Everyone it is addressed to.
  var audience: [String] { ids(of: "to") + ids(of: "cc") }

  /// Whether it is for everybody, in the first place or in the second.
  var isPublic: Bool { audience.contains(where: Self.isEverybody) }

  /// Whether it is for everybody in the first place, and not kept out of public timelines.
  var isListed: Bool { ids(of: "to").contains(where: Self.isEverybody) }

  private static func isEverybody(_ id: String) -> Bool {
    [Audience.everybody, "as:Public", "Public"].contains(id)
  }
}
