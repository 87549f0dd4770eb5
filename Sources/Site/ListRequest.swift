import Hummingbird
import Model

/// Which part of a list a request asks for; whatever else its query says is nobody's business.
struct ListRequest: Sendable, Hashable {
  var position = ListPosition.newest
  var language: String?

  init() {}

  /// - Throws: 400 where a position or a language is none.
  init(_ request: Request) throws(HTTPError) {
    let query = request.uri.queryParameters
    if let before = query["before"] {
      position = .before(try Self.entry(before))
    } else if let after = query["after"] {
      position = .after(try Self.entry(after))
    }
    guard let wanted = query["lang"], !wanted.isEmpty else { return }
    guard let subtag = Membership.primarySubtag(String(wanted)) else {
      throw HTTPError(.badRequest, message: "lang is no language tag; write one such as lang=de")
    }
    language = subtag
  }

  private static func entry(_ text: Substring) throws(HTTPError) -> EntryID {
    guard let entry = EntryID(String(text)) else {
      throw HTTPError(.badRequest, message: "this is no place in the list; begin at its first page")
    }
    return entry
  }
}
