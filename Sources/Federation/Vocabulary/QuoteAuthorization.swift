/// That a post may quote one of ours (FEP-044f).
struct QuoteAuthorization: Sendable, Encodable {
  let context = LinkedDataContext.quote
  var id: String
  let type = "QuoteAuthorization"
  var attributedTo: String
  /// The post that quotes.
  var interactingObject: String
  /// The post that is quoted.
  var interactionTarget: String

  private enum CodingKeys: String, CodingKey {
    case context = "@context"
    case id, type, attributedTo, interactingObject, interactionTarget
  }
}
