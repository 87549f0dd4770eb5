/// What a post is about (FEP-8967); from it Mastodon makes the preview.
struct LinkObject: Sendable, Encodable {
  let type = "Link"
  var href: String
  let mediaType = "text/html"
}
