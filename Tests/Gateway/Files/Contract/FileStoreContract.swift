import Chat
import Storage
import Testing

@testable import Gateway

/// One promise of the store, and how to try it on an adapter.
struct FileStorePromise: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (any FileStore) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (any FileStore) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of the store of file records; every adapter's suite runs all of them.
enum FileStoreContract {
    static var promises: [FileStorePromise] { records + uses + ending + collecting }

    /// A file that can be read.
    static func ready(in store: any FileStore, at moment: Int64 = 1000) async throws -> FileID {
        var file = FileRecord(id: .random(), owner: .random(), createdAt: moment)
        try await store.add(file)
        file.type = "image/png"
        file.size = 77
        #expect(try await store.finish(file))
        return file.id
    }

    private static let topic = "grpAAAAAAAAAAA"

    private static func count(_ id: FileID, in store: any FileStore) async throws -> Int64? {
        try await store.file(id)?.uses
    }

    private static var records: [FileStorePromise] {
        [
            FileStorePromise("a file is known as it was recorded, and as it was finished") { store async throws in
                var file = FileRecord(id: .random(), owner: nil, createdAt: 1234)
                try await store.add(file)
                #expect(try await store.file(file.id) == file)
                file.owner = .random()
                file.type = "text/plain"
                file.size = 1 << 40
                #expect(try await store.finish(file))
                file.state = .ready
                #expect(try await store.file(file.id) == file)
                try await store.add(FileRecord(id: file.id, owner: nil, createdAt: 9))
                #expect(try await store.file(file.id) == file)
                #expect(try await !store.finish(file))
                #expect(try await store.file(.random()) == nil)
            }
        ]
    }

    private static var uses: [FileStorePromise] {
        [
            FileStorePromise("a use counts once, however often it is told") { store async throws in
                let id = try await ready(in: store)
                for _ in 0..<3 { #expect(try await store.add([id], to: .message(topic, 5), at: 2000) == [id]) }
                #expect(try await count(id, in: store) == 1)
                #expect(try await store.add([id], to: .message(topic, 6), at: 2000) == [id])
                #expect(try await store.add([id], to: .picture(of: topic), at: 2000) == [id])
                #expect(try await count(id, in: store) == 3)
                #expect(try await store.files(of: .message(topic, 5)) == [id])
            },
            FileStorePromise("many may give a file uses at once") { store async throws in
                let id = try await ready(in: store)
                try await withThrowingTaskGroup { group in
                    for sequence in 0..<40 {
                        group.addTask {
                            _ = try await store.add([id], to: .message(topic, Int64(sequence % 20 + 1)), at: 1)
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await count(id, in: store) == 20)
            },
            FileStorePromise("only files that can be read are used") { store async throws in
                let started = FileRecord(id: .random(), owner: nil, createdAt: 1)
                try await store.add(started)
                let id = try await ready(in: store)
                let used = try await store.add([started.id, .random(), id], to: .message(topic, 1), at: 1)
                #expect(used == [id])
                #expect(try await count(started.id, in: store) == 0)
            },
            FileStorePromise("a pending use becomes another, once") { store async throws in
                let ids = [try await ready(in: store), try await ready(in: store)]
                let pending = FileUse.pending(topic, key: "k")
                #expect(try await store.add(ids, to: pending, at: 1) == Set(ids))
                for _ in 0..<2 { try await store.move(ids, from: pending, to: .message(topic, 9), at: 5) }
                for id in ids { #expect(try await count(id, in: store) == 1) }
                #expect(try await store.files(of: pending).isEmpty)
                #expect(try await Set(store.files(of: .message(topic, 9))) == Set(ids))
            },
        ]
    }

    private static var ending: [FileStorePromise] {
        [
            FileStorePromise("deleted messages end their uses, and no others") { store async throws in
                let id = try await ready(in: store)
                for sequence in 1...5 as ClosedRange<Int64> {
                    _ = try await store.add([id], to: .message(topic, sequence), at: 10)
                }
                _ = try await store.add([id], to: .message("grpBBBBBBBBBBB", 3), at: 10)
                _ = try await store.add([id], to: .picture(of: topic), at: 10)
                for _ in 0..<2 {
                    try await store.release(topic, 2...4, through: 10, except: [], now: 20)
                    #expect(try await count(id, in: store) == 4)
                }
            },
            FileStorePromise("uses that began later stay, and so do those that are kept") { store async throws in
                let (old, new) = (try await ready(in: store), try await ready(in: store))
                _ = try await store.add([old], to: .message(topic, 1), at: 10)
                _ = try await store.add([new], to: .message(topic, 1), at: 30)
                try await store.release(topic, Int64.min...Int64.max, through: 20, except: [], now: 40)
                #expect(try await store.files(of: .message(topic, 1)) == [new])
                try await store.release(topic, Int64.min...Int64.max, through: 50, except: [new], now: 40)
                #expect(try await store.files(of: .message(topic, 1)) == [new])
            },
            FileStorePromise("a whole topic ends, however many messages it has") { store async throws in
                let id = try await ready(in: store)
                for sequence in 1...450 as ClosedRange<Int64> {
                    _ = try await store.add([id], to: .message(topic, sequence), at: 1)
                }
                _ = try await store.add([id], to: .pending(topic, key: "x"), at: 1)
                try await store.release(topic, Int64.min...Int64.max, through: 1, except: [], now: 2)
                #expect(try await count(id, in: store) == 0)
            },
        ]
    }

    private static var collecting: [FileStorePromise] {
        [
            FileStorePromise("what has had no use for a while is condemned, oldest first") { store async throws in
                let ids = [
                    try await ready(in: store, at: 300), try await ready(in: store, at: 100),
                    try await ready(in: store, at: 200), try await ready(in: store, at: 900),
                ]
                let unfinished = FileRecord(id: .random(), owner: nil, createdAt: 50)
                try await store.add(unfinished)
                #expect(try await store.condemn(idleSince: 500, limit: 2) == [unfinished.id, ids[1]])
                #expect(try await store.condemn(idleSince: 500, limit: 10) == [unfinished.id, ids[1], ids[2], ids[0]])
                #expect(try await store.file(ids[3])?.state == .ready)
                #expect(try await !store.finish(unfinished))
            },
            FileStorePromise("a file in use is never condemned, and its time begins when the last use ends") {
                store async throws in
                let id = try await ready(in: store, at: 100)
                _ = try await store.add([id], to: .message(topic, 1), at: 100)
                #expect(try await store.condemn(idleSince: 1_000_000, limit: 10).isEmpty)
                try await store.release(.message(topic, 1), now: 5000)
                #expect(try await store.condemn(idleSince: 5000, limit: 10).isEmpty)
                #expect(try await store.condemn(idleSince: 5001, limit: 10) == [id])
            },
            FileStorePromise("what is condemned has no more uses, and is forgotten when it is removed") {
                store async throws in
                let (id, other) = (try await ready(in: store, at: 1), try await ready(in: store, at: 100))
                #expect(try await store.condemn(idleSince: 50, limit: 10) == [id])
                #expect(try await store.add([id], to: .message(topic, 1), at: 60).isEmpty)
                try await store.remove([id, other])
                #expect(try await store.file(id) == nil)
                #expect(try await store.file(other) != nil)
                #expect(try await store.condemn(idleSince: 50, limit: 10).isEmpty)
            },
            FileStorePromise("of one who uses a file and one who condemns it, one comes too late") {
                store async throws in
                for _ in 0..<20 {
                    let id = try await ready(in: store, at: 1)
                    async let used = store.add([id], to: .message(topic, 1), at: 1)
                    async let condemned = store.condemn(idleSince: 50, limit: 10)
                    let (uses, losses) = try await (used, condemned)
                    #expect(uses.contains(id) != losses.contains(id))
                    try await store.remove(losses)
                }
            },
            FileStorePromise("somebody may collect") { store async throws in
                #expect(try await store.mayCollect())
                #expect(try await store.mayCollect())
            },
        ]
    }
}
