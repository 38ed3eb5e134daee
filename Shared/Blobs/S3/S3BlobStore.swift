internal import NIOCore
internal import NIOHTTP1

/// Blobs as objects of one bucket of an S3 store.
///
/// The bucket is made when it is missing. A blob of more than one part is a multipart upload, which is given up when it
/// is not finished; one that a crash left over costs space until the bucket's own rules remove it.
package final class S3BlobStore: BlobStore {
    private let requests: S3Requests

    /// Names the store; nothing is asked of it yet.
    package init(_ settings: S3Settings) {
        requests = S3Requests(settings)
    }

    package func put(_ key: BlobKey, _ content: BlobStream) async throws -> Int64 {
        var part = ByteBuffer()
        var upload: S3Upload?
        var size: Int64 = 0
        do {
            for try await piece in content {
                size += Int64(piece.readableBytes)
                part.writeImmutableBuffer(piece)
                while part.readableBytes >= requests.settings.partSize {
                    guard let bytes = part.readSlice(length: requests.settings.partSize) else { break }
                    part = ByteBuffer(buffer: part)
                    if upload == nil {
                        upload = try await inBucket { try await S3Upload(key, self.requests) }
                    }
                    try await upload?.send(bytes)
                }
            }
            if upload == nil {
                let whole = part
                try await inBucket { try await self.putWhole(key, whole) }
            } else {
                if part.readableBytes > 0 { try await upload?.send(part) }
                try await upload?.finish()
            }
            return size
        } catch {
            if let upload {
                // In a task of its own: this one may be cancelled, and what was sent is to go all the same.
                await Task { await upload.abandon() }.value
            }
            throw error
        }
    }

    private func putWhole(_ key: BlobKey, _ bytes: ByteBuffer) async throws {
        let status = try await requests.send(.PUT, key, body: bytes).status
        guard status != 404 else { throw S3NoBucket() }
        guard status == 200 else { throw BlobError.unavailable("status \(status)") }
    }

    /// Does something in the bucket, which is made when the answer is that there is none.
    private func inBucket<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch is S3NoBucket {
            try await makeBucket()
            do {
                return try await work()
            } catch is S3NoBucket {
                throw BlobError.unavailable("there is no bucket")
            }
        }
    }

    private func makeBucket() async throws {
        let region = requests.settings.region
        let place = "<CreateBucketConfiguration><LocationConstraint>\(region)</LocationConstraint>"
        let answer = try await requests.send(
            .PUT, nil,
            body: region == "us-east-1" ? nil : ByteBuffer(string: place + "</CreateBucketConfiguration>"))
        // Another gateway may have made it a moment ago.
        guard answer.status == 200 || answer.status == 409 else {
            throw BlobError.unavailable("the bucket cannot be made: status \(answer.status)")
        }
    }

    package func open(_ key: BlobKey, _ range: Range<Int64>?) async throws -> Blob? {
        if let range, range.isEmpty {
            return try await size(of: key).map { Blob(size: $0, content: BlobStream(ByteBuffer())) }
        }
        let header = range.map { [("Range", "bytes=\($0.lowerBound)-\($0.upperBound - 1)")] } ?? []
        let answer = try await requests.send(.GET, key, headers: header)
        switch answer.status {
        case 200:
            return Blob(size: try Self.length(answer.headers), content: answer.body)
        case 206:
            let total = answer.headers.first(name: "content-range")?.split(separator: "/").last.flatMap { Int64($0) }
            guard let total else { throw BlobError.unavailable("an answer without its range") }
            return Blob(size: total, content: answer.body)
        case 404:
            return nil
        case 416:
            return try await size(of: key).map { Blob(size: $0, content: BlobStream(ByteBuffer())) }
        default:
            throw BlobError.unavailable("status \(answer.status)")
        }
    }

    package func size(of key: BlobKey) async throws -> Int64? {
        let answer = try await requests.send(.HEAD, key)
        switch answer.status {
        case 200: return try Self.length(answer.headers)
        case 404: return nil
        default: throw BlobError.unavailable("status \(answer.status)")
        }
    }

    package func delete(_ key: BlobKey) async throws {
        let status = try await requests.send(.DELETE, key).status
        guard [200, 204, 404].contains(status) else { throw BlobError.unavailable("status \(status)") }
    }

    package func address(of key: BlobKey, _ view: BlobView, for time: Duration) -> String? {
        requests.address(of: key, view, for: time)
    }

    private static func length(_ headers: HTTPHeaders) throws(BlobError) -> Int64 {
        guard let length = headers.first(name: "content-length").flatMap({ Int64($0) }) else {
            throw .unavailable("an answer without its length")
        }
        return length
    }
}

/// There is no such bucket.
struct S3NoBucket: Error {}
