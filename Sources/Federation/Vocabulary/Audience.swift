/// Whom an object is addressed to.
struct Audience: Sendable, Hashable {
  static let everybody = "https://www.w3.org/ns/activitystreams#Public"

  var to: [String]
  var cc: [String]

  init(to: [String], cc: [String]) {
    self.to = to
    self.cc = cc
  }

  /// Everybody and the followers, the latter first where the post is to stay out of public timelines.
  init(followers: String, isUnlisted: Bool, alsoTold: [String] = []) {
    to = isUnlisted ? [followers] : [Self.everybody]
    cc = (isUnlisted ? [Self.everybody] : [followers]) + alsoTold
  }
}
