/// What becomes of activities that concern the accounts of sources, which we follow.
///
/// All of them are called by `ErrandRunner`, after the activity was written down and with its sender
/// proven; what throws is tried again.
struct SourceHooks: Sendable {
  /// Takes an `Accept` or a `Reject` of our `Follow`.
  ///
  /// - Parameter activity: whose object is a `Follow`, or the id of one; both are to be compared.
  var answered: @Sendable (_ activity: RemoteObject, _ actor: RemoteActor) async throws -> Void =
    { _, _ in }
  /// Takes a post, new or edited, which is attributed to that actor; it may be anybody's.
  var said: @Sendable (_ post: RemoteObject, _ actor: RemoteActor) async throws -> Void =
    { _, _ in }
  /// Takes a boost of a post, which was fetched from its own id.
  var boosted: @Sendable (_ post: RemoteObject, _ actor: RemoteActor) async throws -> Void =
    { _, _ in }
  /// Takes away a post, by its id, at the word of an actor, who is on its server or has boosted it.
  var removed: @Sendable (_ post: String, _ actor: String) async throws -> Void = { _, _ in }
  /// The account has moved; the new one says so as well.
  var moved: @Sendable (_ actor: String, _ target: RemoteActor) async throws -> Void = { _, _ in }
  /// The account has blocked our actor that follows.
  var blocked: @Sendable (_ actor: RemoteActor) async throws -> Void = { _ in }
  /// The account is gone for ever.
  var left: @Sendable (_ actor: String) async throws -> Void = { _ in }
}
