import Blobs
import Chat
import EventLog
import Logging
import NIOCore
import Storage
import Telemetry

/// The files that clients upload: their records, what uses them, and their contents.
///
/// A file is first recorded, then its content is kept, then it can be read: whatever is broken off leaves a record that
/// is collected, with its content, after a while. Nothing is ever in the store of contents that has no record.
package final class GatewayFiles: Sendable {
    let store: any FileStore
    let blobs: any BlobStore
    let limits: FileLimits
    let thumbnails: ThumbnailMaker?
    let meters = FileMeters()
    let log: any EventLog
    let logger: Logger
    /// Milliseconds since 1970.
    let now: @Sendable () -> Int64
    private let places: UploadPlaces
    private let strangerPlaces: UploadPlaces

    /// Puts the files together over any stores.
    ///
    /// - Parameters:
    ///   - store: The records.
    ///   - blobs: The contents.
    ///   - limits: How files are treated.
    ///   - thumbnails: Makes small pictures; nil for none.
    ///   - log: Tells of what was deleted.
    ///   - logger: Is told what goes wrong.
    ///   - now: Milliseconds since 1970.
    init(
        store: any FileStore, blobs: any BlobStore, limits: FileLimits, thumbnails: ThumbnailMaker?,
        log: any EventLog, logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.store = store
        self.blobs = blobs
        self.limits = limits
        self.thumbnails = thumbnails
        self.log = log
        self.logger = logger
        self.now = now
        places = UploadPlaces(limits.uploads)
        strangerPlaces = UploadPlaces(limits.strangerUploads)
    }

    /// The largest file, bytes.
    var sizeLimit: Int64 { limits.size }

    /// Keeps an uploaded file.
    ///
    /// - Parameters:
    ///   - content: Its bytes, read no faster than they are kept.
    ///   - type: What the client says it is.
    ///   - isKnown: Whether it is known who uploads: others have places of their own, and cannot take everybody's.
    ///   - owner: Asked for when the content is kept: who uploads it, nil for somebody who is about to sign up. What it
    ///     throws is thrown on, and nothing is kept.
    /// - Returns: The file, ready to be read.
    /// - Throws: ``Refusal``: 413 for more bytes than allowed, 503 when the stores do not work or too many upload at
    ///   once; what `content` throws.
    func receive(
        _ content: BlobStream, type: String?, isKnown: Bool, owner: () async throws -> UserID?
    ) async throws -> FileRecord {
        try await (isKnown ? places : strangerPlaces).withPlace { try await keep(content, type: type, owner: owner) }
    }

    private func keep(
        _ content: BlobStream, type: String?, owner: () async throws -> UserID?
    ) async throws -> FileRecord {
        var file = FileRecord(id: .random(), owner: nil, createdAt: now())
        try await working { try await store.add(file) }
        let probe = UploadProbe(limit: limits.size)
        file.size = try await working { try await blobs.put(file.key(), probe.watch(content)) }
        do {
            file.owner = try await owner()
            file.type = TypeSniffer.type(of: probe.head, claim: type)
            guard try await working({ try await store.finish(file) }) else {
                throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))])
            }
        } catch {
            // The record is collected in time; the bytes need not wait for that.
            try? await blobs.delete(file.key())
            throw error
        }
        file.state = .ready
        meters.uploaded(bytes: file.size)
        return file
    }

    /// A file that can be read, by the last part of its address.
    ///
    /// - Throws: ``Refusal``: 404, or 503 when the store does not work.
    func file(named name: some StringProtocol) async throws -> FileRecord {
        guard let id = FileID(name.prefix(FileID.length)) else { throw Refusal(.notFound) }
        let file = try await working { try await store.file(id) }
        guard let file, file.state == .ready else { throw Refusal(.notFound) }
        return file
    }

    /// Opens the content of a file.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - range: Which bytes; all when nil.
    /// - Returns: Its bytes, read when they are asked for.
    /// - Throws: ``Refusal``: 404, or 503 when the store does not work.
    func content(of file: FileRecord, _ range: Range<Int64>? = nil) async throws -> BlobStream {
        let blob = try await working { try await blobs.open(file.key(), range) }
        guard let blob else { throw Refusal(.notFound) }
        return blob.content
    }

    /// Does something with the stores; their failures are the client's 503.
    func working<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as BlobError {
            logger.error("contents of files cannot be reached", metadata: .fields([.error: "\(error)"]))
            throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))])
        } catch is StoreError {
            throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))])
        }
    }
}

extension FileRecord {
    /// Where a client finds the file: a relative address.
    var address: String {
        "\(FileRecord.path)\(id)\(MediaType(type)?.ending ?? "")"
    }

    /// What addresses of files begin with.
    static let path = "/v0/file/s/"

    /// The name of the content, or of a small picture of it.
    func key(thumbnail size: Int? = nil) throws(BlobError) -> BlobKey {
        try id.key(thumbnail: size)
    }
}

extension FileID {
    /// The name of the content, or of a small picture of it.
    func key(thumbnail size: Int? = nil) throws(BlobError) -> BlobKey {
        // A name may begin with any character of the alphabet; none is a dot.
        try BlobKey(size.map { "\(self).\($0)" } ?? description)
    }

    /// Reads the address of a file, as clients list it among attachments; nil for that of anything else.
    init?(address: String) {
        let path = address.split(separator: "?", maxSplits: 1).first ?? ""
        guard let start = path.firstRange(of: FileRecord.path) else { return nil }
        self.init(path[start.upperBound...].prefix(FileID.length))
    }
}
