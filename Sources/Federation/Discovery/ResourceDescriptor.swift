/// What WebFinger and its relatives answer with (JRD, RFC 7033 section 4.4).
struct ResourceDescriptor: Sendable, Encodable {
  var subject: String?
  var aliases: [String]?
  var links: [Link]

  struct Link: Sendable, Encodable {
    var rel: String
    var type: String?
    var href: String?
    var template: String?
  }

  static let type = "application/jrd+json"
}
