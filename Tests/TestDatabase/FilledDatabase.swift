public import Foundation
import Model
import Store

/// A store as large as a newswire gets in some years: 100,000 entries of 500 sources.
public struct FilledDatabase {
  public static let sources = 500
  public static let entries = 100_000

  public static let now = Date(timeIntervalSince1970: 1_790_000_000)

  public let path: String

  /// Fills a new database at `path`.
  public init(at path: String) async throws {
    self.path = path
    let store = try Store(.file(path), now: Self.now)
    let list = SubscriptionList(
      subscriptions: (1...Self.sources).map(Self.subscription),
      folders: (0..<20).map { Folder(path: ["Folder \($0)"], slug: "folder-\($0)") })
    _ = try await store.reconcile(with: list, now: Self.now) { _, _ in Self.now }
    try store.close()
    let raw = try RawDatabase(path)
    for statement in Self.statements { try raw.execute(statement) }
    try raw.close()
  }

  private static func subscription(_ number: Int) -> Subscription {
    let name = "source\(number)"
    var subscription = Subscription(
      feedURL: "https://\(name).example/feed", title: name.capitalized + " Coop")
    subscription.folders = [["Folder \(number % 20)"]]
    return subscription
  }

  /// Entry `n` belongs to source `n % 500 + 1`; every tenth is also told by the next source.
  private static let statements = [
    """
    CREATE TEMP TABLE number (n INTEGER PRIMARY KEY);
    WITH RECURSIVE counted(n) AS (
      SELECT 0 UNION ALL SELECT n + 1 FROM counted LIMIT \(entries)
    )
    INSERT INTO number SELECT n FROM counted;
    INSERT INTO entry(id, source_id, atom_id, published, updated, first_seen, is_listed, language,
      url, categories, title, excerpt, text, content)
    SELECT (1700000000 + n * 600) << 20, n % \(sources) + 1, 'urn:x:' || n, 1700000000 + n * 600,
      1700000000 + n * 600, 1700000000 + n * 600, 1, 'de', 'https://example.org/' || n,
      '[{"term":"tag ' || (n % 1000) || '"}]', 'Entry ' || n, 'Excerpt',
      'common word' || (n % 5000) || ' and rare' || n, '<p>Body</p>'
    FROM number;
    INSERT INTO telling(entry_id, source_id, is_shown, first_seen, digest, link_key, title_key,
      title)
    SELECT id, source_id, 1, first_seen, randomblob(16), randomblob(16), randomblob(16), title
    FROM entry;
    INSERT INTO telling(entry_id, source_id, is_shown, first_seen, digest, title)
    SELECT id, source_id % \(sources) + 1, 0, first_seen, randomblob(16), title FROM entry
    WHERE atom_id LIKE '%0';
    INSERT INTO identity(source_id, key, entry_id)
    SELECT source_id, randomblob(16), entry_id FROM telling;
    INSERT INTO search(search) VALUES ('rebuild');
    """,
    fill(.river, "1"), fill(.outbox(.merged), "1"),
    fill(.source(Source.ID(rawValue: 7)), "source_id = 7"),
    fill(.folder("folder-3"), "source_id % 20 = 3"),
    fill(.tag("tag-5"), "id / 629145600 % 1000 = 5"),
    """
    INSERT INTO list(id, key, tag, count)
    SELECT n + 10, 'tag:x' || n, 'x' || n, n % 70 + 1 FROM
      (WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted LIMIT 5000)
      SELECT n FROM counted);
    """,
  ]

  private static func fill(_ scope: EntryList.Scope, _ condition: String) -> String {
    let list = EntryList(scope)
    let number = EntryKey(list.key).high >> 1
    return """
      INSERT INTO list(id, key, count)
      SELECT \(number), '\(list.key)', count(*) FROM entry WHERE \(condition);
      INSERT INTO listing(list_id, entry_id) SELECT \(number), id FROM entry WHERE \(condition);
      """
  }
}
