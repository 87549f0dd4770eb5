import Model
import Store

import struct Foundation.Date

/// Writes what our actors answer to requests.
struct AnswerWriter: Sendable {
  let site: SiteProfile
  let now: Date

  /// The answer repeats the whole request, for that is how most servers know which one is meant.
  ///
  /// - Parameters:
  ///   - moment: makes an answer to a repeated request another one.
  ///   - result: what was made because of it.
  func answer(
    _ kind: ActivityObject.Kind, to request: RequestObject, by handle: Handle, moment: EntryKey,
    result: String? = nil
  ) throws -> OutgoingActivity {
    let about = request.id ?? request.actor
    let address = Address.activity(
      ActivityName(kind, by: handle, of: about, at: moment.uuidURN))
    let activity = ActivityObject(
      context: request.instrument == nil ? .plain : .quote, id: address.url(at: site), type: kind,
      actor: Address.actor(handle).url(at: site), published: now, to: [request.actor], cc: [],
      object: .request(request), result: result)
    // Whoever asks to follow has one answer at a time, under whatever ids it asks.
    let object = request.instrument == nil ? request.actor : about
    return OutgoingActivity(
      path: address.path, actor: handle.description, kind: kind.rawValue, object: object,
      body: try Document(activity).body, made: now)
  }

  /// That a post may quote a note of ours; it stays at its address as long as it is needed.
  func authorization(
    of quote: String, quoting note: String, by handle: Handle
  ) throws -> OutgoingActivity {
    let address = Address.activity(ActivityName(.accept, by: handle, of: note, at: quote))
    let document = QuoteAuthorization(
      id: address.url(at: site), attributedTo: Address.actor(handle).url(at: site),
      interactingObject: quote, interactionTarget: note)
    return OutgoingActivity(
      path: address.path, actor: handle.description, kind: document.type, object: note,
      body: try Document(document).body, made: now)
  }
}
