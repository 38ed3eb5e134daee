import Foundation
import GRDB
import JSON
import ParleyClient
import RunningParley
import Testing

/// A group of a hundred thousand in a real server: nothing of what one message costs may grow with it.
@Suite(.timeLimit(.minutes(3))) struct LargeGroupTests {
    private static let count = 100_000

    /// Fills a group that has some members to a hundred thousand, while no server looks.
    private func fill(_ group: String, in folder: URL) throws {
        let queue = try DatabaseQueue(path: folder.appending(path: "group.sqlite").path)
        try queue.write { db in
            let some = try Int.fetchOne(db, sql: "SELECT members FROM topics WHERE name = ?", arguments: [group]) ?? 0
            // Users all over the range of numbers, of whom a few hundred came in the same millisecond.
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
                    INSERT INTO subscriptions (topic, user, want, given, reader, private, created, updated, deleted)
                    SELECT ?1, (i - ?2 / 2) * 184467440737095 + 7, 47, 47, 0, x'', 1000, 1000 + i / 300, 0 FROM n
                    """, arguments: [group, Self.count - some])
            try db.execute(
                sql: "UPDATE topics SET members = ? WHERE name = ?", arguments: [Self.count, group])
        }
        try queue.close()
    }

    /// All members as a client lists them, page by page.
    private func members(of group: String, by client: Client) async throws -> [String] {
        var users: [String] = []
        while true {
            var options = [#""limit":1000"#]
            if let last = users.last { options.append(#""after":"\#(last)""#) }
            let text = #"{"what":"sub","sub":{\#(options.joined(separator: ","))}}"#
            let body = try await client.get(group, try RawJSON(validating: text.utf8))
            guard let rows = body?.object?["sub"]?.array else { return users }
            users += rows.compactMap { $0.object?["user"]?.string }
        }
    }

    @Test("Everybody is listed once, a message comes to those who look, and word of it to those who do not")
    func conversation() async throws {
        try await withParley { server in
            let alice = try await server.client("alice")
            let made = try await alice.subscribe("new")
            let group = try #require(made.topic)
            for name in ["bob", "carol"] {
                try await server.client(name).subscribe(group)
            }
            #expect(await server.stop() == 0)
            try fill(group, in: server.folder)
            try await server.start()

            let owner = try await server.client("alice")
            let bob = try await server.client("bob")
            let carol = try await server.client("carol")
            try await owner.subscribe(group)
            try await bob.subscribe(group)
            try await carol.subscribe("me")
            let listed = try await members(of: group, by: owner)
            #expect(listed.count == Self.count)
            #expect(Set(listed).count == Self.count)

            #expect(try await owner.publish(group, text: "Hello, all of you") == 1)
            #expect(try await bob.texts(of: group, count: 1) == ["Hello, all of you"])
            try await carol.isTold("msg", of: group)
            try await bob.set(group, try RawJSON(validating: #"{"react":{"seq":1,"val":"👍"}}"#.utf8))
            try await owner.isTold("react", of: group, as: group)
            try await carol.isTold("react", of: group)
        }
    }
}

extension Client {
    /// Returns when this client hears that something happened in a topic: on `me` unless it is said where.
    fileprivate func isTold(_ what: String, of group: String, as topic: String = "me") async throws {
        for await event in events {
            guard case .pres(let body) = event, let presence = body.object, presence["what"]?.string == what,
                presence["topic"]?.string == topic, topic == group || presence["src"]?.string == group
            else { continue }
            return
        }
        throw ClientError.closed
    }
}
