import Blobs
import Chat
import Contracts
import EventLog
import Foundation
import Logging
import NIOCore
import Storage
import Synchronization
import TestKit
import Wire

@testable import Gateway

/// The files of a gateway, on SQLite and in a folder, at a time that the test sets.
final class FileBench: Sendable {
    let folder: TemporaryFolder
    let files: GatewayFiles
    private let store: SQLiteFileStore

    init(limits: FileLimits = FileLimits(), thumbnails: PictureProgram? = nil) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let store = try SQLiteFileStore(in: try DataFolder(folder.path))
        self.store = store
        let blobs = try FolderBlobStore(folder.path(of: "files"))
        let clock = Clock()
        self.clock = clock
        files = GatewayFiles(
            store: store, blobs: blobs, limits: limits,
            thumbnails: thumbnails.map { ThumbnailMaker(blobs: blobs, program: $0) }, log: InProcessEventLog(),
            logger: Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() }), now: { clock.now })
    }

    private final class Clock: Sendable {
        private let moment = Mutex<Int64>(1_000_000)

        var now: Int64 { moment.withLock { $0 } }

        func advance(by milliseconds: Int64) {
            moment.withLock { $0 += milliseconds }
        }
    }

    private let clock: Clock

    var now: Int64 { clock.now }

    func advance(by time: Duration) {
        clock.advance(by: Int64(time / .milliseconds(1)))
    }

    /// Uploads some bytes.
    func upload(
        _ bytes: [UInt8] = [1, 2, 3], type: String? = nil, isKnown: Bool = true
    ) async throws -> FileRecord {
        try await files.receive(BlobStream(ByteBuffer(bytes: bytes)), type: type, isKnown: isKnown) {
            UserID(rawValue: 7)
        }
    }

    /// Lets an hour pass, collects, and says which of these files are still there, with their contents.
    func survivors(of all: [FileRecord]) async throws -> [FileID] {
        advance(by: .seconds(3601))
        while try await files.collect() > 0 {}
        var found: [FileID] = []
        for file in all {
            guard (try? await files.file(named: "\(file.id)")) != nil else { continue }
            if (try? await files.content(of: file).collect(upTo: 1 << 20)) != nil { found.append(file.id) }
        }
        return found
    }

    /// Tells of something that happened.
    func follow(_ event: Event) async throws {
        try await DeletionFollower(files: files).process(
            [ConsumedRecord(record: LogRecord(key: event.topic, value: event.encoded()), partition: 0, offset: 0)],
            partition: 0)
    }
}
