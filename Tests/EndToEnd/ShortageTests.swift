import Foundation
import GRDB
import JSON
import ParleyClient
import RunningParley
import Synchronization
import Testing

/// What happens when the machine has not what the server needs: an error, nothing lost, and on it goes afterwards.
@Suite(.timeLimit(.minutes(5))) struct ShortageTests {
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
            // The server may be writing just then.
            settings.busyMode = .timeout(30)
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

    @Test(
        "When files run out new connections wait without a flood of log lines, and are served when there are some again",
        arguments: [ParleyPort.clients, .grpc, .admin, .ops])
    func tooManyOpenFiles(at port: ParleyPort) async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let topic = try #require(try await alice.subscribe("new").topic)
            let number = try #require(await server.ports[port])
            let inUse = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(await server.processID)/fd").count
            let linesBefore = await server.errors.count
            let start = ContinuousClock.now
            // Fewer than the visitors need: the first get in, and some files are kept for what is not a visitor.
            try await server.limit("nofile", to: inUse + 32)

            let visitors = try (0..<40).map { _ in try Visitor(at: number, saying: port.greeting) }
            // The third rest: by then the server has tried again and again, and nobody else came in.
            let tells = await eventually { await server.errors.dropFirst(linesBefore).count { $0.isRefusal } >= 3 }
            #expect(tells, "the server does not say that it cannot accept")
            #expect(visitors.count { $0.isServed } < visitors.count)
            // Those who are in are served as ever.
            #expect(try await alice.publish(topic, text: "still here") == 1)
            let lines = await server.errors.dropFirst(linesBefore)
            let rests = Int((ContinuousClock.now - start) / .milliseconds(500))
            #expect(lines.count <= rests + 2, "a line for each rest: \(lines.prefix(5).joined(separator: "\n"))")

            try await server.limit("nofile", to: 1024)
            #expect(await eventually { visitors.allSatisfy(\.isServed) })
            let late = try Visitor(at: number, saying: port.greeting)
            #expect(await eventually { late.isServed })
            #expect(try await server.client("bob").subscribe("me").code == 200)
        }
    }

    /// Waits until something is so; false when it is not within a minute.
    private func eventually(_ condition: () async -> Bool) async -> Bool {
        for _ in 0..<1200 {
            if await condition() { return true }
            guard (try? await Task.sleep(for: .milliseconds(50))) != nil else { break }
        }
        return await condition()
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

/// Somebody who has connected, says what opens a conversation, and waits for a word.
private final class Visitor: Sendable {
    private let heard = Atomic(false)
    private let connection: LoopbackConnection
    /// Ends with the connection.
    private let listening = Mutex<Task<Void, Never>?>(nil)

    init(at port: Int, saying greeting: [UInt8]) throws {
        connection = try LoopbackConnection(port: port)
        try connection.send(greeting)
        let task = Task { [weak self, bytes = connection.bytes] in
            for await _ in bytes { self?.heard.store(true, ordering: .relaxed) }
        }
        listening.withLock { $0 = task }
    }

    /// Whether anything came back.
    var isServed: Bool { heard.load(ordering: .relaxed) }
}

extension ParleyPort {
    /// What opens a conversation that lasts.
    fileprivate var greeting: [UInt8] {
        switch self {
        case .clients: BareWebSocket.handshake
        // The preface of HTTP/2 and empty settings (RFC 9113, section 3.4).
        case .grpc: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
        case .admin, .ops: Array("GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
        }
    }
}

extension String {
    /// Whether it is the line that tells that a connection was not accepted.
    fileprivate var isRefusal: Bool { contains("a connection was not accepted") }
}
