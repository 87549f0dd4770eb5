/// The tables of the Fediverse, as they came with `v2`.
///
/// Our actors are named by their handles; others' actors, posts and inboxes by their ids. Times are
/// seconds since 1970. Whatever is remembered on behalf of strangers ends by itself: see `Expiry`.
extension Schema {
  static let federation = [posts, outgoing, followers, remote, incoming, following]

  /// What is said about entries.
  ///
  /// `federated` has a row only for an entry that is not told in the usual way: `author_id` is the
  /// source whose actor told it, where another source's telling is shown by now, `native` is the post
  /// of the source's own account. `announcement` is what is still to be said, `post` what has been.
  private static let posts = """
    CREATE TABLE federated (
      entry_id INTEGER PRIMARY KEY REFERENCES entry,
      author_id INTEGER REFERENCES source,
      native TEXT,
      is_unlisted INTEGER NOT NULL DEFAULT 0 CHECK (is_unlisted IN (0, 1)),
      is_searchable INTEGER NOT NULL DEFAULT 1 CHECK (is_searchable IN (0, 1))
    ) STRICT;
    CREATE INDEX federated_native ON federated(native) WHERE native IS NOT NULL;
    CREATE TABLE announcement (
      id INTEGER PRIMARY KEY,
      actor TEXT NOT NULL,
      entry_id INTEGER NOT NULL REFERENCES entry,
      kind TEXT NOT NULL CHECK (kind IN ('new', 'edited', 'withdrawn')),
      due REAL NOT NULL,
      UNIQUE (entry_id, actor, kind)
    ) STRICT;
    CREATE INDEX announcement_due ON announcement(due);
    CREATE INDEX announcement_actor ON announcement(actor, kind, due);
    CREATE TABLE post (
      entry_id INTEGER NOT NULL REFERENCES entry,
      actor TEXT NOT NULL,
      object TEXT NOT NULL,
      digest BLOB CHECK (length(digest) = 16),
      told REAL NOT NULL,
      edits INTEGER NOT NULL DEFAULT 0,
      edited REAL,
      withdrawn REAL,
      PRIMARY KEY (entry_id, actor)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX post_told ON post(actor, told);
    CREATE TABLE hold (
      source_id INTEGER PRIMARY KEY REFERENCES source,
      since REAL NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    CREATE TABLE absence (
      entry_id INTEGER PRIMARY KEY REFERENCES entry,
      source_id INTEGER NOT NULL REFERENCES source,
      url TEXT NOT NULL,
      misses INTEGER NOT NULL DEFAULT 0,
      next_check REAL NOT NULL
    ) STRICT;
    CREATE INDEX absence_due ON absence(next_check);
    CREATE INDEX absence_source ON absence(source_id);
    """

  /// What our actors send.
  ///
  /// An activity whose `audience` is set (a JSON list of our handles) is not yet spread to all of those
  /// actors' followers; `progress` is the last inbox that has its row. A delivery that is done has no
  /// row any more; one that never will be keeps it for a while, with its reason.
  private static let outgoing = """
    CREATE TABLE activity (
      id INTEGER PRIMARY KEY,
      path TEXT NOT NULL UNIQUE,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      object TEXT NOT NULL,
      body BLOB NOT NULL,
      made REAL NOT NULL,
      audience TEXT CHECK (audience IS NULL OR json_valid(audience)),
      progress TEXT
    ) STRICT;
    CREATE INDEX activity_spreading ON activity(id) WHERE audience IS NOT NULL;
    CREATE INDEX activity_made ON activity(made);
    CREATE INDEX activity_object ON activity(object);
    CREATE TABLE delivery (
      activity_id INTEGER NOT NULL REFERENCES activity,
      inbox TEXT NOT NULL,
      host TEXT NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0,
      next_at REAL,
      lease_owner TEXT,
      lease_expiry REAL,
      status INTEGER,
      reason TEXT,
      PRIMARY KEY (activity_id, inbox)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX delivery_due ON delivery(next_at) WHERE next_at IS NOT NULL;
    CREATE INDEX delivery_host ON delivery(host, activity_id);
    CREATE INDEX delivery_inbox ON delivery(inbox, activity_id);
    CREATE INDEX delivery_lease ON delivery(lease_owner) WHERE lease_owner IS NOT NULL;
    CREATE TABLE host (
      name TEXT PRIMARY KEY,
      failures INTEGER NOT NULL DEFAULT 0,
      failing_since REAL,
      failing_days INTEGER NOT NULL DEFAULT 0,
      last_failing_day INTEGER,
      open_until REAL,
      last_success REAL,
      last_failure REAL,
      reason TEXT,
      scheme TEXT,
      scheme_until REAL,
      touched REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX host_touched ON host(touched);
    CREATE TABLE actor (
      handle TEXT PRIMARY KEY,
      profile BLOB CHECK (length(profile) = 16),
      moved_to TEXT,
      moved REAL,
      deleted REAL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE former_key (
      handle TEXT NOT NULL,
      number INTEGER NOT NULL,
      pem TEXT NOT NULL,
      retired REAL NOT NULL,
      PRIMARY KEY (handle, number)
    ) STRICT, WITHOUT ROWID;
    """

  /// `target` is where deliveries go: the shared inbox of the follower's server, where it has one.
  private static let followers = """
    CREATE TABLE follower (
      actor TEXT NOT NULL,
      id TEXT NOT NULL,
      inbox TEXT NOT NULL,
      target TEXT NOT NULL,
      host TEXT NOT NULL,
      follow TEXT NOT NULL,
      since REAL NOT NULL,
      PRIMARY KEY (actor, id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX follower_target ON follower(actor, target);
    CREATE INDEX follower_id ON follower(id);
    CREATE INDEX follower_host ON follower(host);
    CREATE TABLE block (
      subject TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('block', 'silence')),
      since REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// What is known of others' actors.
  private static let remote = """
    CREATE TABLE remote_actor (
      id TEXT PRIMARY KEY,
      host TEXT NOT NULL,
      fetched REAL NOT NULL,
      document TEXT NOT NULL CHECK (json_valid(document))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX remote_actor_host ON remote_actor(host);
    CREATE INDEX remote_actor_fetched ON remote_actor(fetched);
    CREATE TABLE remote_key (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      material TEXT NOT NULL,
      fetched REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX remote_key_owner ON remote_key(owner);
    CREATE INDEX remote_key_fetched ON remote_key(fetched);
    """

  /// What others did.
  ///
  /// `seen` holds what must have no effect a second time; `errand` what needs a look at
  /// another server before it has one. `note` is the name of a note of ours (`NoteName`).
  private static let incoming = """
    CREATE TABLE seen (
      key BLOB PRIMARY KEY CHECK (length(key) = 16),
      until REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX seen_until ON seen(until);
    CREATE TABLE reaction (
      note TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('like', 'share')),
      actor TEXT NOT NULL,
      host TEXT NOT NULL,
      activity TEXT NOT NULL,
      at REAL NOT NULL,
      PRIMARY KEY (note, kind, actor)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reaction_actor ON reaction(actor);
    CREATE INDEX reaction_host ON reaction(host);
    CREATE INDEX reaction_at ON reaction(at);
    CREATE TABLE reply (
      id TEXT PRIMARY KEY,
      note TEXT,
      actor TEXT NOT NULL,
      host TEXT NOT NULL,
      account TEXT NOT NULL,
      url TEXT NOT NULL,
      content TEXT NOT NULL,
      published REAL NOT NULL,
      updated REAL,
      received REAL NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'refused'))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX reply_note ON reply(note, published);
    CREATE INDEX reply_state ON reply(state, received);
    CREATE INDEX reply_actor ON reply(actor);
    CREATE INDEX reply_host ON reply(host);
    CREATE TABLE report (
      id TEXT PRIMARY KEY,
      actor TEXT NOT NULL,
      host TEXT NOT NULL,
      content TEXT NOT NULL,
      objects TEXT NOT NULL CHECK (json_valid(objects)),
      received REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX report_received ON report(received);
    CREATE TABLE errand (
      id INTEGER PRIMARY KEY,
      signer TEXT NOT NULL,
      body BLOB NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0,
      next_at REAL NOT NULL
    ) STRICT;
    CREATE INDEX errand_due ON errand(next_at);
    """

  /// What anybody may ask for in the report on our health, and what an hourly expiry looks for.
  ///
  /// For a while `v3` brought these indexes, so they may be there.
  static let watched = """
    CREATE INDEX IF NOT EXISTS delivery_failed ON delivery(next_at) WHERE next_at IS NULL;
    CREATE INDEX IF NOT EXISTS host_failing ON host(failing_since, name) WHERE failing_since IS NOT NULL;
    CREATE INDEX IF NOT EXISTS activity_quote ON activity(kind) WHERE kind = 'QuoteAuthorization';
    CREATE INDEX IF NOT EXISTS report_host ON report(host);
    """

  /// What tells strangers from those we know: whose errand it is, which host an activity answers, who
  /// wrote the post that is boosted; and on how many days, the last of them counted from 1970, a follower was
  /// looked for in vain.
  ///
  /// A folder that has an actor is remembered when it is no longer listed; of those that went before,
  /// only their slugs are known. Absences begin anew: among those noted until now are entries that have
  /// only scrolled out since.
  ///
  /// `is_silent` marks what nobody is told of when it appears. `announcement` and `post` name the source that
  /// told the entry first, whoever passes it on. Sources in `released` were held until the operator looked at
  /// them; their next document is taken as it is. `source.hidden` says since when entries are out of sight
  /// because their source is not listed.
  static let setApart = """
    ALTER TABLE errand ADD COLUMN is_followed INTEGER NOT NULL DEFAULT 0
      CHECK (is_followed IN (0, 1));
    DROP INDEX errand_due;
    CREATE INDEX errand_due ON errand(is_followed, next_at);
    ALTER TABLE activity ADD COLUMN host TEXT;
    CREATE INDEX activity_host ON activity(host, kind, id) WHERE host IS NOT NULL;
    ALTER TABLE federated ADD COLUMN native_author TEXT;
    ALTER TABLE announcement ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX announcement_kind ON announcement(kind, due);
    ALTER TABLE follower ADD COLUMN missing_days INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE follower ADD COLUMN last_missing_day INTEGER;
    CREATE TABLE former_folder (
      handle TEXT PRIMARY KEY REFERENCES handle,
      path TEXT NOT NULL CHECK (json_valid(path)),
      slug TEXT NOT NULL,
      english_name TEXT,
      retired REAL NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO former_folder(handle, path, slug, retired)
    SELECT name, json_array(folder), folder, CAST(strftime('%s', 'now') AS REAL) FROM handle
    WHERE folder IS NOT NULL
      AND name NOT IN (SELECT handle FROM folder WHERE handle IS NOT NULL);
    DELETE FROM absence;
    ALTER TABLE federated ADD COLUMN is_silent INTEGER NOT NULL DEFAULT 0
      CHECK (is_silent IN (0, 1));
    CREATE TABLE released (source_id INTEGER PRIMARY KEY REFERENCES source) STRICT;
    ALTER TABLE announcement ADD COLUMN source_id INTEGER REFERENCES source;
    UPDATE announcement SET source_id = (
      SELECT ifnull(author_id, entry.source_id) FROM entry
        LEFT JOIN federated ON federated.entry_id = entry.id
      WHERE entry.id = announcement.entry_id);
    CREATE INDEX announcement_source ON announcement(source_id, kind, due);
    ALTER TABLE post ADD COLUMN source_id INTEGER REFERENCES source;
    UPDATE post SET source_id = (
      SELECT ifnull(author_id, entry.source_id) FROM entry
        LEFT JOIN federated ON federated.entry_id = entry.id
      WHERE entry.id = post.entry_id);
    CREATE INDEX post_source ON post(source_id, told);
    ALTER TABLE source ADD COLUMN hidden REAL;
    CREATE INDEX source_retired ON source(retired) WHERE retired IS NOT NULL AND hidden IS NULL;
    CREATE INDEX actor_deleted ON actor(handle) WHERE deleted IS NOT NULL;
    """

  /// With which post a source tells an entry on the Fediverse itself, and who wrote that, if it is known.
  ///
  /// `is_post` marks what is nothing but the post; else there is an article, which stays without it.
  static let posted = """
    ALTER TABLE telling ADD COLUMN native TEXT;
    ALTER TABLE telling ADD COLUMN native_author TEXT;
    ALTER TABLE telling ADD COLUMN is_post INTEGER NOT NULL DEFAULT 0 CHECK (is_post IN (0, 1));
    UPDATE telling SET is_post = 1
    WHERE source_id IN (SELECT id FROM source WHERE address >= 'acct:' AND address < 'acct;');
    UPDATE telling SET
      native = (SELECT native FROM federated WHERE entry_id = telling.entry_id),
      native_author = (SELECT actor FROM following WHERE source_id = telling.source_id)
    WHERE is_post = 1 AND source_id = (
      SELECT other.source_id FROM telling AS other JOIN entry ON entry.id = other.entry_id
        LEFT JOIN federated ON federated.entry_id = other.entry_id
      WHERE other.entry_id = telling.entry_id AND other.is_post = 1
      ORDER BY other.source_id <> ifnull(author_id, entry.source_id), other.first_seen LIMIT 1);
    UPDATE telling SET native = (SELECT native FROM federated WHERE entry_id = telling.entry_id)
    WHERE is_post = 0
      AND source_id = (
        SELECT ifnull(author_id, entry.source_id)
        FROM entry LEFT JOIN federated ON federated.entry_id = entry.id
        WHERE entry.id = telling.entry_id)
      AND NOT EXISTS (
        SELECT 1 FROM telling AS other
        WHERE other.entry_id = telling.entry_id AND other.native IS NOT NULL);
    CREATE INDEX telling_native ON telling(native) WHERE native IS NOT NULL;
    CREATE INDEX telling_native_author ON telling(native_author)
      WHERE native_author IS NOT NULL;
    """

  /// Since when an account is listened to, and when it took the place of another.
  static let heard = """
    ALTER TABLE following ADD COLUMN began REAL NOT NULL DEFAULT 0;
    UPDATE following SET began = ifnull(asked, 0);
    ALTER TABLE following ADD COLUMN moved REAL;
    """

  /// Takes back what actors told that were gone before their notes went with them.
  static let ended = """
    INSERT OR IGNORE INTO announcement(actor, entry_id, kind, due)
    SELECT boost.actor, boost.entry_id, 'withdrawn', actor.deleted
    FROM actor JOIN post ON post.actor = actor.handle JOIN post AS boost
      ON boost.entry_id = post.entry_id AND boost.object = post.object
    WHERE actor.deleted IS NOT NULL AND post.digest IS NOT NULL
      AND boost.actor <> post.actor AND boost.withdrawn IS NULL;
    UPDATE post SET withdrawn = actor.deleted FROM actor
    WHERE actor.handle = post.actor AND actor.deleted IS NOT NULL AND withdrawn IS NULL;
    DELETE FROM announcement
    WHERE actor IN (SELECT handle FROM actor WHERE deleted IS NOT NULL);
    DELETE FROM listing WHERE (list_id, entry_id) IN (
      SELECT list.id, entry.id FROM actor JOIN source USING (handle)
        JOIN entry LEFT JOIN federated ON federated.entry_id = entry.id
        JOIN list ON list.key = 'outbox:source:' || source.id
          OR native IS NULL AND (list.key = 'outbox' OR list.key GLOB 'outbox:folder:*')
      WHERE actor.deleted IS NOT NULL AND source.id = ifnull(author_id, entry.source_id));
    UPDATE list SET count = (SELECT count(*) FROM listing WHERE list_id = list.id)
    WHERE key = 'outbox' OR key GLOB 'outbox:*';
    DELETE FROM list WHERE count = 0;
    """

  /// The accounts of sources that speak on the Fediverse themselves, and sources that asked us to stop.
  private static let following = """
    CREATE TABLE following (
      source_id INTEGER PRIMARY KEY REFERENCES source,
      actor TEXT,
      inbox TEXT,
      outbox TEXT,
      follow TEXT,
      state TEXT NOT NULL,
      reason TEXT,
      asked REAL,
      next_check REAL NOT NULL,
      failures INTEGER NOT NULL DEFAULT 0,
      is_searchable INTEGER NOT NULL DEFAULT 0 CHECK (is_searchable IN (0, 1))
    ) STRICT;
    CREATE INDEX following_actor ON following(actor) WHERE actor IS NOT NULL;
    CREATE INDEX following_due ON following(next_check);
    CREATE TABLE native_probe (
      source_id INTEGER PRIMARY KEY REFERENCES source,
      is_native INTEGER NOT NULL CHECK (is_native IN (0, 1)),
      next_check REAL NOT NULL
    ) STRICT;
    CREATE TABLE opt_out (
      source_id INTEGER PRIMARY KEY REFERENCES source,
      since REAL NOT NULL,
      reason TEXT NOT NULL
    ) STRICT;
    """
}
