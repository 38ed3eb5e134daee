import Chat
import Contracts
import Storage

extension MongoAuthStore {
    static func insert(_ account: AccountRecord, in db: MongoConnection) throws {
        var fields = fields(of: account)
        fields.append("changes", 1)
        fields.append("_id", .int(account.user.rawValue.stored))
        do {
            try db.insert([fields], into: users)
        } catch is MongoDuplicate {
            throw AccountConflict.user
        }
    }

    static func update(_ account: AccountRecord, in db: MongoConnection) throws {
        let change: BSONDocument = ["$inc": ["changes": 1], "$set": .document(fields(of: account))]
        try db.update(users, [MongoUpdate(["_id": .int(account.user.rawValue.stored)], change)])
    }

    static func write(_ login: LoginRecord?, before: LoginRecord?, in db: MongoConnection) throws {
        if let before { try db.remove(from: authRecords, ["_id": .text(before.name)]) }
        guard let login else { return }
        do {
            try db.insert([document(of: login)], into: authRecords)
        } catch is MongoDuplicate {
            throw AccountConflict.login
        }
    }

    static func write(
        _ after: [CredentialRecord], before: [CredentialRecord], of user: UserID, in db: MongoConnection
    ) throws {
        let number = BSONValue.int(user.rawValue.stored)
        for old in before where !after.contains(where: { $0.method == old.method && $0.value == old.value }) {
            try db.remove(
                from: credentials, ["user": number, "method": .text(old.method), "value": .text(old.value)])
        }
        for credential in after where !before.contains(credential) {
            let (method, value) = (BSONValue.text(credential.method), BSONValue.text(credential.value))
            let owner = try db.first(
                credentials, ["method": method, "value": value, "done": true, "user": ["$ne": number]])
            guard owner == nil else { throw AccountConflict.address }
            let update = MongoUpdate(
                ["user": number, "method": method, "value": value],
                [
                    "$set": [
                        "done": .bool(credential.isDone), "code": .text(credential.code),
                        "failures": .int(Int64(credential.failures)), "created": .int(credential.createdAt),
                    ]
                ], inserts: true)
            do {
                try db.update(credentials, [update])
            } catch is MongoDuplicate {
                // Somebody else proved it a moment ago.
                throw AccountConflict.address
            }
        }
    }
}
