struct HashtagObject: Sendable, Encodable {
  let type = "Hashtag"
  var href: String
  /// With the sign.
  var name: String
}
