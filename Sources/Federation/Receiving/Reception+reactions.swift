import Foundation
import Markup
import Model
import Store

/// What is done with our notes.
extension Reception {
  /// Longer complaints are cut.
  private static let longest = 5000
  private static let mostObjects = 50

  func react(
    _ activity: ReceivedActivity, _ kind: Reaction.Kind
  ) async throws -> [Receipt.Effect] {
    guard let name = try await note(activity.target) else { return [] }
    return [
      .react(
        Reaction(
          note: name.description, kind: kind, actor: activity.actor.text,
          host: activity.actor.host, activity: activity.name, at: activity.now))
    ]
  }

  /// A complaint, often by the actor of a whole server; only about what is ours.
  func flag(_ activity: ReceivedActivity) -> [Receipt.Effect] {
    let objects = activity.objects.filter(own.contains).filter { $0.utf8.count <= RemoteID.limit }
      .prefix(Self.mostObjects)
    guard !objects.isEmpty else { return [] }
    let content = HTMLText.plain(String((activity.object.text("content") ?? "").prefix(20_000)))
    return [
      .report(
        Report(
          id: activity.name, actor: activity.actor.text, host: activity.actor.host,
          content: String(content.prefix(Self.longest)), objects: Array(objects),
          received: activity.now))
    ]
  }

  /// Everybody may quote what is public (FEP-044f): that is what our notes say.
  func quote(_ activity: ReceivedActivity) async throws -> [Receipt.Effect] {
    guard let note = activity.target, let name = own.note(note),
      let quote = documents.id(activity.object.id(of: "instrument")),
      quote.isOnServer(of: activity.actor)
    else { return [] }
    let asking: RemoteActor
    do throws(RemoteError) {
      asking = try await documents.actor(activity.actor.text)
    } catch {
      if error.isTemporary { throw InboxRefusal(fetching: error) }
      return []
    }
    let request = RequestObject(
      id: activity.id, type: "QuoteRequest", actor: asking.id, object: note,
      instrument: quote.text)
    let inbox = InboxAddress(url: asking.inbox, host: asking.host)
    let writer = AnswerWriter(site: site, now: activity.now)
    let isSilenced = try await store.block(of: asking.id, onHost: asking.host) != nil
    guard !isSilenced, let author = try await author(of: name) else {
      let answer = try writer.answer(
        .reject, to: request, by: .merged, moment: activity.signature)
      return [.answer(answer, to: inbox)]
    }
    let authorization = try writer.authorization(of: quote.text, quoting: note, by: author)
    let answer = try writer.answer(
      .accept, to: request, by: author, moment: activity.signature,
      result: site.origin + authorization.path)
    return [.publish(authorization), .answer(answer, to: inbox)]
  }

  private func author(of name: NoteName) async throws -> Handle? {
    switch name {
    case .introduction(let handle):
      return try await roll.actor(handle)?.boosts == true ? handle : nil
    case .entry(let id):
      guard case .found(let told) = try await NoteFinder(store: store).told(id) else {
        return nil
      }
      return told.handle
    }
  }
}
