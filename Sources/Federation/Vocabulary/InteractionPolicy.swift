/// Everybody may do everything with a post; without these words nobody may quote it at Mastodon.
struct InteractionPolicy: Sendable, Encodable {
  struct Rule: Sendable, Encodable {
    let automaticApproval = [Audience.everybody]
  }

  let canAnnounce = Rule()
  let canLike = Rule()
  let canQuote = Rule()
  let canReply = Rule()
}
