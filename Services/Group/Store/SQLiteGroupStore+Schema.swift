import Storage

extension SQLiteGroupStore {
    /// Users are written by `UserID.ordered`, modes as their masks, times in milliseconds with 0 for "never".
    static let schema = Schema([
        Migration(
            "topics and subscriptions",
            sql: """
                CREATE TABLE topics (
                    name TEXT PRIMARY KEY, channel INTEGER NOT NULL, owner INTEGER, created INTEGER NOT NULL,
                    updated INTEGER NOT NULL, deleted INTEGER NOT NULL, auth INTEGER NOT NULL, anon INTEGER NOT NULL,
                    public BLOB NOT NULL, trusted BLOB NOT NULL, auxiliary BLOB NOT NULL,
                    members INTEGER NOT NULL, readers INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE tags (topic TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (topic, tag))
                    STRICT, WITHOUT ROWID;
                CREATE INDEX tags_tag ON tags (tag);
                CREATE UNIQUE INDEX tags_alias ON tags (tag) WHERE substr(tag, 1, 6) = 'alias:';
                CREATE TABLE subscriptions (
                    topic TEXT NOT NULL, user INTEGER NOT NULL, want INTEGER NOT NULL, given INTEGER NOT NULL,
                    reader INTEGER NOT NULL, private BLOB NOT NULL, created INTEGER NOT NULL,
                    updated INTEGER NOT NULL, deleted INTEGER NOT NULL, PRIMARY KEY (topic, user)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX subscriptions_user ON subscriptions (user, topic);
                CREATE INDEX subscriptions_recent ON subscriptions (topic, reader, updated DESC, user);
                -- The owner, and whoever has been offered the topic: at most a few rows a topic.
                CREATE INDEX subscriptions_owning ON subscriptions (topic) WHERE given >= 128;
                """),
        SQLiteOutbox.migration,
    ])
}
