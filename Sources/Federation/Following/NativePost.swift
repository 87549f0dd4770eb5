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

  /// The id of the post; `nil` where there is none, or none that can be proven.
  public func native(for entry: IndexEntry, of source: Source) async -> String? {
    if let native = entry.native { return native }
    guard !source.subscription.isFediverse, let url = entry.url, let article = documents.id(url)
    else { return nil }
    let schedule = NativeSchedule(
      hasAccount: source.subscription.account != nil,
      probe: try? await store.nativeProbe(of: source.id), now: documents.now())
    guard schedule.mustAsk else { return nil }
    let (id, isCertain) = await look(at: article, of: source)
    if let probe = schedule.outcome(isCertain ? id != nil : nil) {
      try? await store.note(probe, of: source.id)
    }
    return id
  }

  /// Asks for the article as a post, then for the post that its page names.
  private func look(
    at article: RemoteID, of source: Source
  ) async -> (id: String?, isCertain: Bool) {
    do throws(RemoteError) {
      if let id = try await proven(documents.object(at: article.text), article, source) {
        return (id, true)
      }
    } catch {
      if error.isTemporary { return (nil, false) }
    }
    guard let page = try? await page(at: article.address) else { return (nil, false) }
    guard let named = documents.id(page.activity), named != article else { return (nil, true) }
    do throws(RemoteError) {
      return (try await proven(documents.object(at: named.text), article, source), true)
    } catch {
      return (nil, !error.isTemporary)
    }
  }

  private func page(at url: String) async throws -> HTMLPage {
    let answer = try await documents.fetcher.fetch(
      Request(.get, url, headers: ["Accept": "text/html"], limits: Self.pageLimits))
    guard answer.status == 200 else { return HTMLPage([], address: nil) }
    return HTMLPage(answer.body, address: BaseAddress(answer.url))
  }

  /// Its id, where it is for everybody, and by somebody on the article's own host or the account that
  /// the list names, who does not object.
  private func proven(
    _ post: RemoteObject, _ article: RemoteID, _ source: Source
  ) async throws(RemoteError) -> String? {
    guard let id = documents.id(post.id), post.types.contains(where: SourcePost.types.contains),
      post.isPublic, let author = documents.id(post.id(of: "attributedTo")),
      author.isOnServer(of: id), !id.text.hasPrefix(documents.site.origin + "/")
    else { return nil }
    let actor = try await documents.actor(author.text)
    let account = source.subscription.account.flatMap { Account($0) }
    guard id.isOnServer(of: article) || account?.description == actor.account.lowercased(),
      !actor.isNoBot
    else { return nil }
    return id.text
  }
}
