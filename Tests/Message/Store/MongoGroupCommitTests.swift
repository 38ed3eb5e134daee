import Storage
import Synchronization
import Testing

@testable import Message

@Suite("The group commit of MongoDB's store", .timeLimit(.minutes(1)))
struct MongoGroupCommitTests {
    /// A store that notes what comes together, and holds its first calls until it is let go.
    private final class HeldStore: Sendable {
        private let state = Mutex((groups: [[String]](), waiting: [CheckedContinuation<Void, Never>](), isHeld: true))

        var groups: [[String]] { state.withLock(\.groups) }

        func store(_ batches: [MongoGroupCommit.Batch]) async throws -> [InsertOutcome] {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    state.groups.append(batches.map { $0.parts[0].topic })
                    guard state.isHeld else { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if goesOn { continuation.resume() }
            }
            if batches.contains(where: { $0.parts[0].topic == "grpDamaged" }) { throw StoreError.corrupted }
            if batches.contains(where: { $0.parts[0].topic == "grpAway" }) { throw StoreError.unavailable }
            return batches.map { $0.parts[0].topic == "grpTaken" ? .conflict : .stored }
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

    /// Lines batches up behind two that are held, and tells what became of each.
    private func settle(_ topics: [String], in store: HeldStore) async throws -> [String: Result<
        InsertOutcome, any Error
    >] {
        let commits = MongoGroupCommit { try await store.store($0) }
        return try await withThrowingTaskGroup(of: (String, Result<InsertOutcome, any Error>).self) { group in
            func add(_ topic: String) throws {
                let messages = [NewMessage.number(1, in: topic)]
                let batch = MongoGroupCommit.Batch(
                    messages: messages, parts: try #require(TopicPart.parts(of: messages)))
                group.addTask {
                    do {
                        return (topic, .success(try await commits.insert(batch)))
                    } catch {
                        return (topic, .failure(error))
                    }
                }
            }
            try add("grpFirst")
            await store.reached(1)
            try add("grpSecond")
            await store.reached(2)
            for topic in topics { try add(topic) }
            while await commits.count < topics.count { await Task.yield() }
            store.letGo()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    @Test("A lone batch is stored at once, and what comes meanwhile is stored together; a conflict is its own")
    func merging() async throws {
        let store = HeldStore()
        let outcomes = try await settle(["grpA", "grpTaken", "grpB"], in: store)
        #expect(store.groups.count == 3)
        #expect(store.groups.last.map(Set.init) == ["grpA", "grpTaken", "grpB"])
        #expect(try outcomes["grpTaken"]?.get() == .conflict)
        for topic in ["grpFirst", "grpSecond", "grpA", "grpB"] {
            let outcome = try outcomes[topic]?.get()
            #expect(outcome == .stored)
        }
    }

    @Test("One that cannot be stored fails alone")
    func damage() async throws {
        let outcomes = try await settle(["grpA", "grpDamaged", "grpB"], in: HeldStore())
        #expect(throws: StoreError.corrupted) { try outcomes["grpDamaged"]?.get() }
        #expect(try outcomes["grpA"]?.get() == .stored)
        #expect(try outcomes["grpB"]?.get() == .stored)
    }

    @Test("A store that is out of order fails all that came together, and is not asked again for each")
    func outage() async throws {
        let store = HeldStore()
        let outcomes = try await settle(["grpA", "grpAway"], in: store)
        #expect(throws: StoreError.unavailable) { try outcomes["grpA"]?.get() }
        #expect(throws: StoreError.unavailable) { try outcomes["grpAway"]?.get() }
        #expect(store.groups.count == 3)
    }
}
