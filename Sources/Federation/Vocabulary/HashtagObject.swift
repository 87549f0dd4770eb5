/// A hashtag as posts carry it, beside the one in their text.
struct HashtagObject: Sendable, Encodable {
  let type = "Hashtag"
  var href: String
  /// With the sign.
  var name: String
}
