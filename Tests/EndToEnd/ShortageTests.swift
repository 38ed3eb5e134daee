import Foundation
import GRDB
import JSON
import ParleyClient
import RunningParley
import Testing

/// What happens when the machine has not what the server needs: an error, nothing lost, and on it goes afterwards.
@Suite struct ShortageTests {
    @Test("While the disk is full publishing is refused, nothing is acknowledged, and afterwards all goes on")
    func fullDisk() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            #expect(try await alice.publish(topic, text: "before") == 1)

            try await server.limit("fsize", to: 4096)
            for number in 1...3 {
                await #expect(throws: Unavailable.self) {
                    try await Unavailable.expected {
                        try await alice.publish(topic, text: "full", key: "key-\(number)")
                    }
                }
            }
            try await server.limit("fsize", to: nil)

            let place = try await patiently { try await alice.publish(topic, text: "full", key: "key-1") }
            #expect(place == 2)
            let reader = try await server.client("alice")
            try await reader.subscribe(topic)
            #expect(try await reader.history(of: topic).map(\.text) == ["before", "full"])
        }
    }

    @Test("While another program locks the database publishing is refused, and afterwards all goes on")
    func lockedDatabase() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            #expect(try await alice.publish(topic, text: "before") == 1)

            var settings = GRDB.Configuration()
            settings.allowsUnsafeTransactions = true
            let file = server.folder.appending(path: "message.sqlite").path
            try #require(FileManager.default.fileExists(atPath: file))
            let database = try DatabaseQueue(path: file, configuration: settings)
            try await database.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
            await #expect(throws: Unavailable.self) {
                try await Unavailable.expected { try await alice.publish(topic, text: "locked", key: "key") }
            }
            try await database.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }

            #expect(try await patiently { try await alice.publish(topic, text: "locked", key: "key") } == 2)
        }
    }

    @Test("When files run out new connections have to wait, and are accepted when there are some again")
    func tooManyOpenFiles() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            let inUse = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(await server.processID)/fd").count
            try await server.limit("nofile", to: inUse + 2)

            let visitors = (0..<8).map { _ in Task { try await server.connect() } }
            // Those who are in are served as ever.
            #expect(try await alice.publish(topic, text: "still here") == 1)
            try await server.limit("nofile", to: 1024)
            for visitor in visitors {
                let client = try await visitor.value
                await client.close()
            }
            #expect(try await server.client("bob").subscribe("me").code == 200)
        }
    }

    /// Tries again while the server says that it cannot just now.
    private func patiently(_ publish: () async throws -> Int64) async throws -> Int64 {
        for _ in 0..<100 {
            do {
                return try await Unavailable.expected(publish)
            } catch is Unavailable {
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        return try await publish()
    }
}

/// The server's 503.
private struct Unavailable: Error {
    /// Turns the client's error into this one, where it is that.
    static func expected<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let error as ClientError {
            guard case .refused(code: 503, _, _) = error else { throw error }
            throw Unavailable()
        }
    }
}
