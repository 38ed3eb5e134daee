import Synchronization
import Testing

@testable import Storage

@Suite("Merged calls", .timeLimit(.minutes(1)))
struct MergedCallsTests {
    /// Answers, notes what comes together, and holds its first groups until it is let go.
    private final class HeldServer: Sendable {
        private let state = Mutex((groups: [[String]](), waiting: [CheckedContinuation<Void, Never>](), isHeld: true))

        var groups: [[String]] { state.withLock(\.groups) }

        func answers(to calls: [String]) async throws -> [String] {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    state.groups.append(calls)
                    guard state.isHeld else { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
            if calls.contains("damaged") { throw StoreError.corrupted }
            if calls.contains(where: { $0.hasPrefix("away") }) { throw StoreError.unavailable }
            return calls.map { "re: " + $0 }
        }

        func letGo() {
            let waiting = state.withLock { state in
                state.isHeld = false
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        func reached(_ count: Int) async {
            while groups.count < count { await Task.yield() }
        }
    }

    /// Lines calls up behind two that are held, and tells what became of each.
    private func settle(
        _ calls: [String], by server: HeldServer, capacity: Int = 10
    ) async -> [String: Result<String, any Error>] {
        let merged = MergedCalls(capacity: capacity) { try await server.answers(to: $0) }
        return await withTaskGroup(of: (String, Result<String, any Error>).self) { group in
            func add(_ call: String) {
                group.addTask {
                    do {
                        return (call, .success(try await merged.answer(to: call)))
                    } catch {
                        return (call, .failure(error))
                    }
                }
            }
            add("first")
            await server.reached(1)
            add("second")
            await server.reached(2)
            for call in calls { add(call) }
            while await merged.count < calls.count { await Task.yield() }
            server.letGo()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test("A lone call is made at once, and what comes meanwhile is made together; each has its own answer")
    func merging() async throws {
        let server = HeldServer()
        let answers = await settle(["a", "b", "c"], by: server)
        #expect(server.groups.count == 3)
        #expect(server.groups.last.map(Set.init) == ["a", "b", "c"])
        for call in ["first", "second", "a", "b", "c"] {
            let answer = try answers[call]?.get()
            #expect(answer == "re: " + call)
        }
    }

    @Test("A group has a bound")
    func bound() async throws {
        let server = HeldServer()
        let answers = await settle((0..<7).map { "\($0)" }, by: server, capacity: 3)
        #expect(answers.count == 9)
        #expect(server.groups.dropFirst(2).map(\.count).sorted() == [1, 3, 3])
    }

    @Test("Only calls with the same key go together, and none waits for another's")
    func keys() async throws {
        let server = HeldServer()
        let merged = MergedCalls(lanes: 1, capacity: 10, key: { String($0.prefix(1)) }) {
            try await server.answers(to: $0)
        }
        try await withThrowingTaskGroup { group in
            group.addTask { _ = try await merged.answer(to: "a1") }
            await server.reached(1)
            for call in ["a2", "b1"] { group.addTask { _ = try await merged.answer(to: call) } }
            await server.reached(2)
            for call in ["a3", "b2"] { group.addTask { _ = try await merged.answer(to: call) } }
            while await merged.count < 3 { await Task.yield() }
            server.letGo()
            try await group.waitForAll()
        }
        #expect(Set(server.groups.map { $0.sorted() }) == [["a1"], ["b1"], ["a2", "a3"], ["b2"]])
    }

    @Test("One that cannot be answered fails alone")
    func damage() async throws {
        let answers = await settle(["a", "damaged", "b"], by: HeldServer())
        #expect(throws: StoreError.corrupted) { try answers["damaged"]?.get() }
        for call in ["a", "b"] {
            let answer = try answers[call]?.get()
            #expect(answer == "re: " + call)
        }
    }

    @Test("Whoever waits for a server that is away hears of it with the first who asked")
    func waitingForNothing() async throws {
        let server = HeldServer()
        // All of them, for nobody knows in which order they line up.
        let calls = (0..<9).map { "away\($0)" }
        let answers = await settle(calls, by: server, capacity: 3)
        for call in calls {
            #expect(throws: StoreError.unavailable) { try answers[call]?.get() }
        }
        #expect(server.groups.count <= 4)
    }

    @Test("More than may wait are refused at once")
    func limit() async throws {
        let server = HeldServer()
        let merged = MergedCalls(lanes: 1, capacity: 10_000) { try await server.answers(to: $0) }
        try await withThrowingTaskGroup { group in
            group.addTask { _ = try await merged.answer(to: "first") }
            await server.reached(1)
            let limit = MergedCalls<String, String>.limit
            for number in 0..<limit { group.addTask { _ = try await merged.answer(to: "\(number)") } }
            while await merged.count < limit { await Task.yield() }
            await #expect(throws: StoreError.unavailable) { try await merged.answer(to: "one too many") }
            server.letGo()
            try await group.waitForAll()
        }
    }

    @Test("A server that is out of order fails all that came together, and is not asked again for each")
    func outage() async throws {
        let server = HeldServer()
        let answers = await settle(["a", "away"], by: server)
        #expect(throws: StoreError.unavailable) { try answers["a"]?.get() }
        #expect(throws: StoreError.unavailable) { try answers["away"]?.get() }
        #expect(server.groups.count == 3)
    }
}
