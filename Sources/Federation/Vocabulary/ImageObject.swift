/// A picture, with the words for those who cannot see it.
struct ImageObject: Sendable, Encodable {
  let type = "Image"
  var mediaType: String
  var url: String
  /// What stands for an attached picture; nothing where its publisher says nothing.
  var name: String?
  /// The same for an actor's picture.
  var summary: String?
}
