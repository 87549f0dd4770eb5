import Store

/// What becomes of looking for a follower whose inbox is gone.
enum Whereabouts: Sendable, Hashable {
  /// The account is gone for ever.
  case gone
  /// Its server says that there is no such account; that may be an error which passes.
  case missing
  /// - Parameter target: the shared inbox where there is one, else the inbox itself.
  case found(inbox: InboxAddress, target: InboxAddress)
  case unknown

  /// Looks an account up anew.
  init(of id: String, in documents: RemoteDocuments) async {
    do {
      let actor = try await documents.actor(id, refreshing: true)
      self = .found(
        inbox: InboxAddress(url: actor.inbox, host: actor.host),
        target: InboxAddress(url: actor.target, host: actor.host))
    } catch RemoteError.gone {
      self = .gone
    } catch RemoteError.missing {
      self = .missing
    } catch {
      self = .unknown
    }
  }
}
