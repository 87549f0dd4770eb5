/// What somebody asked for, as far as an answer repeats it: some servers know their own requests only by
/// seeing them whole.
struct RequestObject: Sendable, Encodable {
  var id: String?
  var type: String
  var actor: String
  var object: String
  /// The post that quotes, where a quote was asked for.
  var instrument: String?
}
