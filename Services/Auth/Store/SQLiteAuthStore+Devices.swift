package import Chat
import GRDB
import Storage

extension SQLiteAuthStore {
    package func add(_ device: DeviceRecord, to user: UserID, limit: Int) async throws {
        try await database.write { db in
            try db.run(
                """
                INSERT INTO devices (token, user, platform, language, seen) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (token) DO UPDATE SET user = excluded.user, platform = excluded.platform,
                    language = excluded.language, seen = excluded.seen
                """,
                [device.token, user.rawValue.stored, device.platform, device.language, device.seenAt])
            try db.run(
                """
                DELETE FROM devices WHERE user = ?1 AND token IN (
                    SELECT token FROM devices WHERE user = ?1 ORDER BY seen DESC, token LIMIT -1 OFFSET ?2)
                """, [user.rawValue.stored, limit])
        }
    }

    package func removeDevices(of user: UserID) async throws {
        try await database.write { db in
            _ = try db.run("DELETE FROM devices WHERE user = ?", [user.rawValue.stored])
        }
    }

    package func remove(device token: String, of user: UserID) async throws {
        try await database.write { db in
            _ = try db.run("DELETE FROM devices WHERE token = ? AND user = ?", [token, user.rawValue.stored])
        }
    }

    package func devices(of user: UserID) async throws -> [DeviceRecord] {
        try await database.read { db in
            try db.items(
                "SELECT token, platform, language, seen FROM devices WHERE user = ? ORDER BY seen DESC, token",
                [user.rawValue.stored]
            ) { row in
                DeviceRecord(
                    token: try row.text("token"), platform: try row.text("platform"),
                    language: try row.text("language"), seenAt: try row.int64("seen"))
            }
        }
    }
}
