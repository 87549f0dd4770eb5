import GRDB

/// The tables, and how older ones became them.
enum Schema {
  /// Tells a database of ours from any other: `coop` in ASCII.
  static let applicationID: Int32 = 0x636f_6f70

  /// Migrations are named `v1`, `v2` and so on; none is ever changed once it was released.
  static func migrator() -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      for table in [site, sources, entries, tellings, lists, search] {
        try db.execute(sql: table)
      }
    }
    migrator.registerMigration("v2") { db in
      for table in federation { try db.execute(sql: table) }
    }
    migrator.registerMigration("v3") { db in
      try db.execute(sql: "CREATE INDEX errand_signer ON errand(signer)")
    }
    migrator.registerMigration("v4") { db in
      for table in [watched, setApart, posted, heard, ended] { try db.execute(sql: table) }
    }
    return migrator
  }

  private static let site = """
    CREATE TABLE site (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE counter (
      name TEXT PRIMARY KEY,
      count INTEGER NOT NULL CHECK (count >= 0)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE actor_key (
      handle TEXT PRIMARY KEY,
      pem TEXT NOT NULL,
      created INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// `handle` is one namespace for sources and folders; a row is never removed, so no name is reused.
  private static let sources = """
    CREATE TABLE handle (
      name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 2 AND 30),
      folder TEXT UNIQUE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE folder (
      position INTEGER PRIMARY KEY CHECK (position >= 0),
      path TEXT NOT NULL CHECK (json_valid(path)),
      slug TEXT NOT NULL UNIQUE,
      english_name TEXT,
      handle TEXT UNIQUE REFERENCES handle
    ) STRICT;
    CREATE TABLE source (
      id INTEGER PRIMARY KEY CHECK (id > 0),
      address TEXT NOT NULL UNIQUE,
      handle TEXT NOT NULL UNIQUE REFERENCES handle,
      position INTEGER NOT NULL CHECK (position >= 0),
      added REAL NOT NULL,
      retired REAL,
      is_asked INTEGER NOT NULL CHECK (is_asked IN (0, 1)),
      shows TEXT NOT NULL CHECK (shows IN ('title', 'excerpt', 'full')),
      next_check REAL NOT NULL,
      lease_owner TEXT,
      lease_expiry REAL,
      subscription TEXT NOT NULL CHECK (json_valid(subscription)),
      profile TEXT NOT NULL CHECK (json_valid(profile)),
      state TEXT NOT NULL CHECK (json_valid(state)),
      CHECK ((lease_owner IS NULL) = (lease_expiry IS NULL))
    ) STRICT;
    CREATE INDEX source_position ON source(position);
    CREATE INDEX source_due ON source(is_asked, next_check);
    CREATE INDEX source_lease ON source(lease_owner) WHERE lease_owner IS NOT NULL;
    """

  /// An entry's row is never deleted: a removed one keeps its number and its keys, and nothing else.
  ///
  /// Times are whole seconds; the two long columns stand last, so that the others are read without
  /// them.
  private static let entries = """
    CREATE TABLE entry (
      id INTEGER PRIMARY KEY CHECK (id >= 0),
      source_id INTEGER NOT NULL REFERENCES source,
      atom_id TEXT NOT NULL UNIQUE,
      published INTEGER NOT NULL,
      updated INTEGER NOT NULL,
      first_seen INTEGER NOT NULL,
      is_listed INTEGER NOT NULL CHECK (is_listed IN (0, 1)),
      is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),
      due INTEGER,
      removed INTEGER,
      language TEXT,
      told_language TEXT,
      url TEXT,
      external_url TEXT,
      image_url TEXT,
      comments_url TEXT,
      rights TEXT,
      authors TEXT CHECK (authors IS NULL OR json_valid(authors)),
      categories TEXT CHECK (categories IS NULL OR json_valid(categories)),
      enclosures TEXT CHECK (enclosures IS NULL OR json_valid(enclosures)),
      title TEXT NOT NULL,
      excerpt TEXT NOT NULL,
      text TEXT NOT NULL,
      content TEXT
    ) STRICT;
    CREATE INDEX entry_due ON entry(due) WHERE due IS NOT NULL;
    CREATE TABLE identity (
      source_id INTEGER NOT NULL REFERENCES source,
      key BLOB NOT NULL CHECK (length(key) = 16),
      entry_id INTEGER NOT NULL REFERENCES entry,
      PRIMARY KEY (source_id, key)
    ) STRICT, WITHOUT ROWID;
    """

  private static let tellings = """
    CREATE TABLE telling (
      entry_id INTEGER NOT NULL REFERENCES entry,
      source_id INTEGER NOT NULL REFERENCES source,
      is_shown INTEGER NOT NULL CHECK (is_shown IN (0, 1)),
      first_seen INTEGER NOT NULL,
      published INTEGER,
      edits INTEGER NOT NULL DEFAULT 0,
      digest BLOB NOT NULL CHECK (length(digest) = 16),
      link_key BLOB CHECK (length(link_key) = 16),
      title_key BLOB CHECK (length(title_key) = 16),
      url TEXT,
      title TEXT NOT NULL,
      PRIMARY KEY (entry_id, source_id)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX telling_shown ON telling(entry_id) WHERE is_shown = 1;
    CREATE INDEX telling_link ON telling(link_key) WHERE link_key IS NOT NULL;
    CREATE INDEX telling_title ON telling(source_id, title_key) WHERE title_key IS NOT NULL;
    CREATE INDEX telling_time ON telling(source_id, first_seen);
    """

  /// A list exists only while entries stand in it; `count` is how many.
  private static let lists = """
    CREATE TABLE list (
      id INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      tag TEXT,
      count INTEGER NOT NULL CHECK (count >= 0)
    ) STRICT;
    CREATE INDEX list_tag ON list(count DESC, tag) WHERE tag IS NOT NULL;
    CREATE TABLE listing (
      list_id INTEGER NOT NULL REFERENCES list DEFERRABLE INITIALLY DEFERRED,
      entry_id INTEGER NOT NULL REFERENCES entry,
      PRIMARY KEY (list_id, entry_id)
    ) STRICT, WITHOUT ROWID;
    """

  /// Words and the entries that hold them; the text itself stays in `entry`.
  ///
  /// `detail=none` halves the index: nobody asks where in a text a word stands.
  private static let search = """
    CREATE VIRTUAL TABLE search USING fts5(
      title, text, content='entry', content_rowid='id', detail=none,
      tokenize='unicode61 remove_diacritics 2'
    );
    """
}
