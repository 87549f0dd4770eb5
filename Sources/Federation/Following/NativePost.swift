import Fetching
import Foundation
import Markup
public import Model
import Store

/// Finds the post with which a source tells an article on the Fediverse itself (federation rule 1.9).
public struct NativePost: Sendable {
  private let documents: RemoteDocuments

  private static let pageLimits: Limits = {
    var limits = Limits(bodyBytes: 2_000_000)
    limits.total = .seconds(20)
    return limits
  }()

  public init(documents: RemoteDocuments) {
    self.documents = documents
  }

  private var store: Store { documents.store }

  /// The post, where there is one that can be proven.
  public func native(for entry: IndexEntry, of source: Source) async -> NativeFinding {
    guard !source.subscription.isFediverse, let url = entry.url, let article = documents.id(url)
    else { return .none }
    let schedule = NativeSchedule(
      hasAccount: source.subscription.account != nil,
      probe: try? await store.nativeProbe(of: source.id), now: documents.now())
    guard schedule.mustAsk else { return .none }
    let finding = await look(at: article, of: source)
    if let probe = schedule.outcome(finding.isFound) { try? await store.note(probe, of: source.id) }
    // Of most sources nothing is known of any post, and they need not wait.
    return finding == .unknown && !schedule.expects ? .none : finding
  }

  /// Asks for the article as a post, then for the post that its page names.
  private func look(
    at article: RemoteID, of source: Source
  ) async -> NativeFinding {
    do throws(RemoteError) {
      let finding = try await proven(documents.object(at: article.text), article, source)
      if finding != .none { return finding }
    } catch {
      if error.isTemporary { return .unknown }
    }
    guard let page = try? await page(at: article.address) else { return .unknown }
    guard let named = documents.id(page.activity), named != article else { return .none }
    do throws(RemoteError) {
      return try await proven(documents.object(at: named.text), article, source)
    } catch {
      return error.isTemporary ? .unknown : .none
    }
  }

  private func page(at url: String) async throws -> HTMLPage {
    let answer = try await documents.fetcher.fetch(
      Request(.get, url, headers: ["Accept": "text/html"], limits: Self.pageLimits))
    guard answer.status == 200 else { return HTMLPage([], address: nil) }
    return HTMLPage(answer.body, address: BaseAddress(answer.url))
  }

  /// Whether it is for everybody, if only in the second place: boosted, it says no more than it did.
  static func mayBeBoosted(_ post: RemoteObject) -> Bool {
    post.isPublic && post.types.contains(where: SourcePost.types.contains)
  }

  /// Its id, where it is for everybody, and by somebody on the article's own host or the account that
  /// the list names, who does not object.
  private func proven(
    _ post: RemoteObject, _ article: RemoteID, _ source: Source
  ) async throws(RemoteError) -> NativeFinding {
    guard let id = documents.id(post.id), Self.mayBeBoosted(post),
      let author = documents.id(post.id(of: "attributedTo")),
      author.isOnServer(of: id), !id.text.hasPrefix(documents.site.origin + "/")
    else { return .none }
    let actor = try await documents.actor(author.text)
    guard !actor.isNoBot, try await isWelcome(actor) else { return .none }
    if id.isOnServer(of: article) { return .found(id: id.text, author: actor.id) }
    guard let account = source.subscription.account,
      try await documents.isAccount(account, of: actor)
    else { return .none }
    return .found(id: id.text, author: actor.id)
  }

  /// Whom the operator has blocked or silenced is not boosted either (federation rule S12).
  private func isWelcome(_ actor: RemoteActor) async throws(RemoteError) -> Bool {
    do throws(StoreError) {
      return try await store.block(of: actor.id, onHost: actor.host) == nil
    } catch {
      throw .trouble(why: error.description)
    }
  }
}
