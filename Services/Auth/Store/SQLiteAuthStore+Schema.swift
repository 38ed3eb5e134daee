import Storage

extension SQLiteAuthStore {
    static let schema = Schema([
        Migration(
            "accounts",
            sql: """
                CREATE TABLE accounts (
                    user INTEGER PRIMARY KEY, state INTEGER NOT NULL, level INTEGER NOT NULL,
                    created INTEGER NOT NULL, updated INTEGER NOT NULL, auth INTEGER NOT NULL, anon INTEGER NOT NULL,
                    public BLOB NOT NULL, trusted BLOB NOT NULL, private BLOB NOT NULL,
                    seen INTEGER NOT NULL, agent TEXT NOT NULL
                ) STRICT;
                CREATE TABLE logins (
                    name TEXT PRIMARY KEY, user INTEGER NOT NULL UNIQUE, cost INTEGER NOT NULL,
                    block_size INTEGER NOT NULL, parallelism INTEGER NOT NULL, salt BLOB NOT NULL, key BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE tags (user INTEGER NOT NULL, position INTEGER NOT NULL, tag TEXT NOT NULL,
                    PRIMARY KEY (user, position)) STRICT, WITHOUT ROWID;
                CREATE INDEX tags_tag ON tags (tag);
                CREATE UNIQUE INDEX tags_alias ON tags (tag) WHERE substr(tag, 1, 6) = 'alias:';
                CREATE TABLE credentials (
                    user INTEGER NOT NULL, method TEXT NOT NULL, value TEXT NOT NULL, done INTEGER NOT NULL,
                    code TEXT NOT NULL, failures INTEGER NOT NULL, created INTEGER NOT NULL,
                    PRIMARY KEY (user, method, value)
                ) STRICT, WITHOUT ROWID;
                CREATE UNIQUE INDEX credentials_done ON credentials (method, value) WHERE done = 1;
                CREATE TABLE devices (
                    token TEXT PRIMARY KEY, user INTEGER NOT NULL, platform TEXT NOT NULL, language TEXT NOT NULL,
                    seen INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX devices_user ON devices (user, seen);
                """),
        SQLiteOutbox.migration,
        Migration(
            "aliases of users and topics, codes for resets, stored searches",
            sql: """
                CREATE TABLE aliases (
                    alias TEXT PRIMARY KEY, user INTEGER, topic TEXT, settled INTEGER NOT NULL,
                    claimed INTEGER NOT NULL, CHECK ((user IS NULL) <> (topic IS NULL))
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX aliases_user ON aliases (user) WHERE user IS NOT NULL;
                CREATE INDEX aliases_topic ON aliases (topic) WHERE topic IS NOT NULL;
                INSERT INTO aliases SELECT tag, user, NULL, 1, 0 FROM tags WHERE substr(tag, 1, 6) = 'alias:';
                DROP INDEX tags_alias;
                CREATE TABLE resets (
                    user INTEGER PRIMARY KEY, method TEXT NOT NULL, value TEXT NOT NULL, code TEXT NOT NULL,
                    failures INTEGER NOT NULL, created INTEGER NOT NULL
                ) STRICT;
                ALTER TABLE accounts ADD COLUMN search BLOB NOT NULL DEFAULT x'';
                CREATE INDEX accounts_created ON accounts (created) WHERE seen = 0;
                """),
    ])
}
