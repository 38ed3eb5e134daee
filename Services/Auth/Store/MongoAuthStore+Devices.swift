package import Chat
import Storage

extension MongoAuthStore {
    package func add(_ device: DeviceRecord, to user: UserID, limit: Int) async throws {
        let number = BSONValue.int(user.rawValue.stored)
        try await database.transaction(on: user.description) { db in
            let update = MongoUpdate(
                ["_id": .text(device.token)],
                [
                    "$set": [
                        "user": number, "platform": .text(device.platform), "language": .text(device.language),
                        "seen": .int(device.seenAt),
                    ]
                ], inserts: true)
            do {
                try db.update(Self.devices, [update])
            } catch is MongoDuplicate {
                // Somebody else registered it a moment ago.
                throw MongoBeginAgain()
            }
            let tokens = try db.find(
                Self.devices, ["user": number], sort: ["seen": -1, "_id": 1], fields: ["_id"]
            ).map { try $0.text("_id") }
            guard tokens.count > limit else { return }
            try db.remove(from: Self.devices, ["_id": ["$in": .texts(tokens.dropFirst(limit))], "user": number])
        }
    }

    package func removeDevices(of user: UserID) async throws {
        try await database.perform { db in
            _ = try db.remove(from: Self.devices, ["user": .int(user.rawValue.stored)])
        }
    }

    package func remove(device token: String, of user: UserID) async throws {
        try await database.perform { db in
            _ = try db.remove(from: Self.devices, ["_id": .text(token), "user": .int(user.rawValue.stored)])
        }
    }

    package func devices(of user: UserID) async throws -> [DeviceRecord] {
        try await database.perform { db in
            try db.find(
                Self.devices, ["user": .int(user.rawValue.stored)], sort: ["seen": -1, "_id": 1]
            ).map { document in
                DeviceRecord(
                    token: try document.text("_id"), platform: try document.text("platform"),
                    language: try document.text("language"), seenAt: try document.int64("seen"))
            }
        }
    }
}
