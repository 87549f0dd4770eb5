/// Why a request to an inbox had no effect, in the words of HTTP.
struct InboxRefusal: Error, Sendable, Hashable {
  var status: Int
  var title: String
  /// When the same may be sent again, in seconds.
  var retryAfter: Int?

  init(_ status: Int, _ title: String, retryAfter: Int? = nil) {
    self.status = status
    self.title = title
    self.retryAfter = retryAfter
  }

  init(_ error: SignatureError) {
    self.init(401, error.description)
  }

  /// The sender is told apart from the server that failed: it tries again (federation rule 1.4).
  init(fetching error: RemoteError) {
    switch error {
    case .blocked: self.init(403, "this server takes nothing from there")
    case _ where error.isTemporary:
      self.init(503, "the sender could not be looked up for now", retryAfter: 120)
    default: self.init(401, "\(error)")
    }
  }

  func document() throws -> Document {
    var document = try Document.problem(status, title)
    document.retryAfter = retryAfter
    return document
  }
}
