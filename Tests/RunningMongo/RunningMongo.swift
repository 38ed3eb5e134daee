import Foundation
package import Storage
import TestKit

/// A MongoDB server of its own, on a free port of the loopback interface: as a rule a replica set of one member.
///
/// It can be killed and started again on what it has stored. It ends with the process that started it, whatever that
/// process ends of.
package actor RunningMongo {
    /// Where clients connect.
    package nonisolated let address: String
    /// How to work with it: fewer threads than a service has, and patience with a machine that runs many tests at once.
    package nonisolated var settings: MongoSettings {
        var settings = MongoSettings(address: address)
        settings.threads = 4
        settings.queueTimeout = .seconds(30)
        settings.retryTime = .seconds(30)
        settings.selectionTimeout = .seconds(30)
        settings.connectTimeout = .seconds(20)
        settings.socketTimeout = .seconds(60)
        settings.durabilityTimeout = .seconds(60)
        return settings
    }

    private let folder: URL
    private let port: UInt16
    private let isReplicaSet: Bool
    private var server: MongoProcess?

    /// Chooses a port and makes a folder; starts nothing yet.
    ///
    /// - Parameter isReplicaSet: Whether it is to be a replica set, as it has to be for everything but the refusal of one
    ///   that is none.
    /// - Throws: `MongoDidNotStart`, or what the file system says.
    package init(isReplicaSet: Bool = true) throws {
        self.isReplicaSet = isReplicaSet
        port = try FreePort.find()
        address = "mongodb://127.0.0.1:\(port)/" + (isReplicaSet ? "?replicaSet=rs0" : "")
        folder = FileManager.default.temporaryDirectory.appending(path: "parley-mongo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// The server that all suites of a test process share; started by the first to ask.
    ///
    /// - Throws: `MongoDidNotStart`.
    package static func shared() async throws -> RunningMongo {
        try await sharedServer.value
    }

    private static let sharedServer = Task {
        let server = try RunningMongo()
        try await server.start()
        return server
    }

    /// A name that no database has.
    package nonisolated func freshName() -> String {
        "test_\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    }

    /// Starts the server, and waits until it can be written.
    ///
    /// - Throws: `MongoDidNotStart`.
    package func start() async throws {
        server = try MongoProcess(folder: folder, port: port, isReplicaSet: isReplicaSet)
        var settings = MongoSettings(address: "mongodb://127.0.0.1:\(port)/?directConnection=true")
        settings.threads = 1
        let admin = try MongoDatabase("admin", settings: settings)
        let deadline = ContinuousClock.now + .seconds(60)
        while try await !isPrimary(admin) {
            guard ContinuousClock.now < deadline else {
                let log = (try? String(contentsOf: folder.appending(path: "mongod.log"), encoding: .utf8)) ?? ""
                throw MongoDidNotStart(reason: String(log.suffix(2_000)))
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        await admin.close()
    }

    /// Whether the server can be written; makes it a replica set if it is none.
    private func isPrimary(_ admin: MongoDatabase) async throws -> Bool {
        let member: BSONValue = ["_id": 0, "host": .text("127.0.0.1:\(port)")]
        do {
            return try await admin.perform { connection in
                let hello = try connection.command(["hello": 1])
                if try hello.value("setName") == nil, try hello.value("info") != nil {
                    _ = try connection.command(["replSetInitiate": ["_id": "rs0", "members": [member]]])
                }
                return try hello.bool("isWritablePrimary")
            }
        } catch is StoreError {
            return false
        } catch is MongoFailure {
            return false
        }
    }

    /// Stops the server from answering, as a hung machine does; `thaw` lets it go on.
    ///
    /// - Throws: `NotFrozen` if it has not been started.
    package func freeze() async throws {
        guard let server else { throw NotFrozen() }
        try await server.freeze()
    }

    /// Lets a server go on that was frozen.
    package func thaw() {
        server?.thaw()
    }

    /// Ends the server as a power failure would (SIGKILL).
    package func kill() async {
        await server?.kill()
        server = nil
    }

    /// Ends the server, and removes what it has stored.
    package func end() async {
        await kill()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Removes a database.
    package func drop(_ name: String) async {
        guard let database = try? MongoDatabase(name, settings: settings) else { return }
        _ = try? await database.perform { try $0.command(["dropDatabase": 1]) }
        await database.close()
    }
}

/// Why there is no server.
package struct MongoDidNotStart: Error, CustomStringConvertible {
    /// What is known of it.
    package let reason: String

    /// One sentence.
    package var description: String { "MongoDB did not start: \(reason)" }
}

/// Runs a server of its own while the closure does; nothing of it is left afterwards.
package func withMongo<Result: Sendable>(
    isReplicaSet: Bool = true, _ body: @Sendable (RunningMongo) async throws -> Result
) async throws -> Result {
    let server = try RunningMongo(isReplicaSet: isReplicaSet)
    let outcome: Swift.Result<Result, any Error>
    do {
        try await server.start()
        outcome = .success(try await body(server))
    } catch {
        outcome = .failure(error)
    }
    await server.end()
    return try outcome.get()
}
