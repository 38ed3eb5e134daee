import Blobs
import Chat
import Contracts
import EventLog
import NIOCore
import Testing

@testable import Gateway

@Suite("What uses files", .timeLimit(.minutes(1)))
struct GatewayFilesTests {
    private static let topic = "grpAAAAAAAAAAA"

    @Test("A file without a use goes after an hour, with its content and its small pictures")
    func unused() async throws {
        let bench = try FileBench()
        let file = try await bench.upload()
        // Of a time when small pictures were made.
        let small = try file.key(thumbnail: 64)
        _ = try await bench.files.blobs.put(small, BlobStream(ByteBuffer(bytes: [1])))
        bench.advance(by: .seconds(3599))
        #expect(try await bench.files.collect() == 0)
        bench.advance(by: .seconds(2))
        #expect(try await bench.files.collect() == 1)
        await #expect(throws: Refusal.self) { try await bench.files.file(named: "\(file.id)") }
        #expect(try await bench.files.blobs.size(of: file.key()) == nil)
        #expect(try await bench.files.blobs.size(of: small) == nil)
        #expect(try await bench.files.collect() == 0)
    }

    @Test("A crash at any step between holding a file and settling its use leaves it there")
    func crashes() async throws {
        let bench = try FileBench()
        let (held, settled, free) = (try await bench.upload(), try await bench.upload(), try await bench.upload())
        let use = FileUse.pending(Self.topic, key: "one")
        // Here the gateway ends: nothing more is heard of the publish, which may be stored or not.
        try await bench.files.hold([held.id, settled.id], for: use)
        #expect(try await bench.survivors(of: [held, settled, free]) == [held.id, settled.id])
        // Published again with the same key, by a gateway that lives.
        let again = FileUse.pending(Self.topic, key: "one")
        try await bench.files.hold([held.id, settled.id], for: again)
        await bench.files.settle([held.id, settled.id], held: again, as: .message(Self.topic, 4))
        #expect(try await bench.files.store.file(held.id)?.uses == 1)
        #expect(try await bench.survivors(of: [held, settled]) == [held.id, settled.id])
    }

    @Test("What is given up is as if it had not been held")
    func givenUp() async throws {
        let bench = try FileBench()
        let file = try await bench.upload()
        let use = FileUse.pending(Self.topic, key: "one")
        try await bench.files.hold([file.id], for: use)
        await bench.files.letGo(use)
        #expect(try await bench.survivors(of: [file]) == [])
    }

    @Test("A collection that is broken off is finished by the next")
    func brokenCollection() async throws {
        let bench = try FileBench()
        let files = [try await bench.upload(), try await bench.upload()]
        bench.advance(by: .seconds(3601))
        // Marked, one content removed, and there it ends.
        _ = try await bench.files.store.condemn(idleSince: bench.now, limit: 10)
        try await bench.files.blobs.delete(files[0].key())
        try await bench.files.hold([files[1].id], for: .pending(Self.topic, key: "late"))
        #expect(try await bench.survivors(of: files) == [])
        #expect(try await bench.files.store.file(files[0].id) == nil)
    }

    @Test("Of an upload that breaks off, fails or is refused nothing is kept")
    func brokenUploads() async throws {
        var limits = FileLimits()
        limits.size = 100
        // None of them keeps its place.
        limits.uploads = 1
        let bench = try FileBench(limits: limits)
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            _ = try await bench.files.receive(BlobStream { throw Broken() }, type: nil, isKnown: true) { nil }
        }
        await #expect(throws: Refusal.self) { _ = try await bench.upload(Array(repeating: 1, count: 101)) }
        await #expect(throws: Broken.self) {
            _ = try await bench.files.receive(BlobStream(ByteBuffer(bytes: [1])), type: nil, isKnown: true) {
                throw Broken()
            }
        }
        let fits = try await bench.upload(Array(repeating: 1, count: 100))
        #expect(fits.size == 100)
        bench.advance(by: .seconds(3601))
        #expect(try await bench.files.collect() == 4, "their records go in time")
    }

    @Test(
        "Too many uploads at once are told to come back, and those of strangers take nobody's place",
        arguments: [true, false])
    func tooMany(isKnown: Bool) async throws {
        var limits = FileLimits()
        limits.uploads = 1
        limits.strangerUploads = 1
        let bench = try FileBench(limits: limits)
        let (started, hasStarted) = AsyncStream.makeStream(of: Void.self)
        let (held, hold) = AsyncStream.makeStream(of: Void.self)
        let content = BlobStream {
            hasStarted.finish()
            for await _ in held {}
            return nil
        }
        let first = Task { try await bench.files.receive(content, type: nil, isKnown: isKnown) { nil } }
        for await _ in started {}
        let refusal = await #expect(throws: Refusal.self) { try await bench.upload(isKnown: isKnown) }
        #expect(refusal?.code == .serviceUnavailable)
        _ = try await bench.upload(isKnown: !isKnown)
        hold.finish()
        #expect(try await first.value.size == 0)
        _ = try await bench.upload(isKnown: isKnown)
    }

    @Test("What is deleted for everybody ends its uses, and what is one's own view does not")
    func events() async throws {
        let bench = try FileBench()
        let (one, two, picture) = (try await bench.upload(), try await bench.upload(), try await bench.upload())
        let all = [one, two, picture]
        let user = UserID.random()
        for (file, use) in [
            (one, FileUse.message(Self.topic, 1)), (two, .message(Self.topic, 2)), (picture, .picture(of: "\(user)")),
        ] {
            _ = try await bench.files.store.add([file.id], to: use, at: bench.now)
        }
        func deleted(by user: UInt64) -> Event {
            Event(
                at: bench.now, topic: Self.topic,
                messagesDeleted: MessagesDeleted(ranges: [SequenceRange(low: 1, high: 2)], user: user))
        }
        try await bench.follow(deleted(by: 5))
        try await bench.follow(
            Event(at: bench.now, accountClosed: AccountClosed(user: user.rawValue, isSuspended: true)))
        try await bench.follow(Event(at: bench.now - 1, topic: Self.topic, topicDeleted: TopicDeleted()))
        #expect(try await bench.survivors(of: all) == all.map(\.id))
        for _ in 0..<2 { try await bench.follow(deleted(by: 0)) }
        #expect(try await bench.survivors(of: all) == [two.id, picture.id])
        try await bench.follow(Event(at: bench.now, topic: Self.topic, topicDeleted: TopicDeleted()))
        #expect(try await bench.survivors(of: all) == [picture.id])
        try await bench.follow(Event(at: bench.now, accountClosed: AccountClosed(user: user.rawValue)))
        #expect(try await bench.survivors(of: all) == [])
    }

    @Test("A picture is let go when its place shows another, but not one that was set meanwhile")
    func pictures() async throws {
        let bench = try FileBench()
        let (old, shown, meanwhile) = (try await bench.upload(), try await bench.upload(), try await bench.upload())
        let place = FileUse.picture(of: Self.topic)
        _ = try await bench.files.store.add([old.id, shown.id], to: place, at: bench.now)
        bench.advance(by: .seconds(60))
        let start = bench.now
        _ = try await bench.files.store.add([meanwhile.id], to: place, at: bench.now)
        let description = Array(#"{"photo":{"ref":"\#(shown.address)"}}"#.utf8)
        await bench.files.settlePicture(of: Self.topic, since: start, in: description)
        #expect(try await bench.survivors(of: [old, shown, meanwhile]) == [shown.id, meanwhile.id])
    }

    @Test("An event that cannot be read is set aside")
    func poison() async throws {
        let bench = try FileBench()
        let record = ConsumedRecord(record: LogRecord(key: "x", value: [0xFF]), partition: 0, offset: 0)
        await #expect(throws: PoisonRecord.self) {
            try await DeletionFollower(files: bench.files).process([record], partition: 0)
        }
    }
}

@Suite("Small pictures", .timeLimit(.minutes(1)))
struct ThumbnailMakerTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    @Test("Where the programs are missing there are no small pictures")
    func missing() async throws {
        var program = PictureProgram()
        program.searchPath = "/nonexistent"
        let bench = try FileBench(thumbnails: program)
        let file = try await bench.upload(Self.png)
        let refusal = await #expect(throws: Refusal.self) { try await bench.files.thumbnail(of: file, 64) }
        #expect(refusal?.code == .notFound)
    }

    @Test("A process that takes too long is killed, and what it reads and writes is bounded")
    func limits() throws {
        let job = PictureJob()
        try job.make()
        defer { job.remove() }
        try job.add(ByteBuffer(bytes: [1, 2, 3]))
        var limits = ProcessLimits()
        limits.time = .seconds(30)
        func run(_ arguments: String...) -> LimitedProcess.End {
            LimitedProcess(
                arguments: arguments, limits: limits, searchPath: "/usr/bin:/bin", folder: job.folder
            ).run(input: job.input, output: job.output)
        }
        #expect(run("cat") == .succeeded)
        #expect(job.result(upTo: 10) == ByteBuffer(bytes: [1, 2, 3]))
        #expect(job.result(upTo: 2) == nil)
        #expect(run("false") == .failed)
        #expect(run("no-such-program") == .missing)
        limits.time = .milliseconds(200)
        #expect(run("sleep", "60") == .failed)
        limits.time = .seconds(30)
        limits.fileSize = 1000
        #expect(run("sh", "-c", "yes | head -c 100000") == .failed)
        limits.memory = 50 << 20
        #expect(run("sh", "-c", "head -c 200000000 /dev/zero | tail -c 190000000 > /dev/null") == .failed)
        limits.processorSeconds = 1
        #expect(run("sh", "-c", "while :; do :; done") == .failed)
        #expect(run("env") == .succeeded)
        let environment = job.result(upTo: 10_000).map { String(buffer: $0) } ?? ""
        #expect(environment.split(separator: "\n").count == 7)
        #expect(run("sh", "-c", "ls /proc/self/fd | wc -l") == .succeeded)
        // The three, and the folder that is being listed.
        #expect(job.result(upTo: 100).map { String(buffer: $0) } == "4\n")
    }

    @Test(
        "The size of a picture is read from what the program says",
        arguments: [
            ("640x480 uchar, 3 bands, srgb, pngload_source\n", 640, 480), ("1x2 x", 1, 2), ("", 0, 0),
            ("no size", 0, 0), ("ax2 y", 0, 0), ("1x2x3 y", 0, 0),
        ])
    func dimensions(text: String, width: Int, height: Int) {
        let found = PictureProgram.dimensions(text)
        #expect((found?.width ?? 0, found?.height ?? 0) == (width, height))
    }
}
