extension MongoConnection {
    /// Ends the transactions that this program began on this database, here or in another process, and nobody works on.
    ///
    /// The server itself waits a minute for a process that is lost, and all that changes the same waits with it. A process
    /// that only stood still begins its transaction again.
    ///
    /// - Parameter idle: How long nothing came. A transaction that is worked on asks one thing right after another.
    /// - Returns: How many.
    /// - Throws: As all methods do.
    func endAbandonedTransactions(idleFor idle: Duration) throws -> Int {
        let admin = MongoConnection(client: client, database: "admin")
        let found = try admin.command([
            "aggregate": 1,
            "pipeline": .documents([
                ["$currentOp": ["idleSessions": true]],
                [
                    "$match": [
                        "type": "idleSession", "appName": .text(MongoClientPool.programName(at: database)),
                        "transaction.timeInactiveMicros": ["$gte": .int(Int64(idle / .microseconds(1)))],
                    ]
                ],
                ["$project": ["_id": 0, "id": "$lsid.id"]],
            ]),
            "cursor": ["batchSize": 1_000],
        ])
        let sessions = try found.document("cursor").array("firstBatch")
        guard !sessions.isEmpty else { return 0 }
        _ = try admin.command(["killSessions": .array(sessions)])
        return sessions.count
    }
}
