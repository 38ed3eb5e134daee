internal import NIOCore
internal import NIOHTTP1

/// A blob that is being sent in parts.
struct S3Upload {
    private let key: BlobKey
    private let requests: S3Requests
    private let id: String
    /// What the store calls the parts sent so far.
    private var parts: [String] = []

    /// Begins.
    ///
    /// - Throws: ``S3NoBucket``, ``BlobError``.
    init(_ key: BlobKey, _ requests: S3Requests) async throws {
        let answer = try await requests.send(.POST, key, query: [("uploads", "")])
        let text = try await answer.text()
        guard answer.status != 404 else { throw S3NoBucket() }
        guard answer.status == 200, let id = Self.element("UploadId", of: text) else {
            throw BlobError.unavailable("an upload cannot begin: status \(answer.status)")
        }
        self.key = key
        self.requests = requests
        self.id = id
    }

    /// Sends the next part.
    mutating func send(_ bytes: ByteBuffer) async throws {
        let query = [("partNumber", "\(parts.count + 1)"), ("uploadId", id)]
        let answer = try await requests.send(.PUT, key, query: query, body: bytes)
        guard answer.status == 200, let tag = answer.headers.first(name: "etag") else {
            throw BlobError.unavailable("a part is refused: status \(answer.status)")
        }
        parts.append(tag)
    }

    /// Makes the parts one blob.
    func finish() async throws {
        let list = parts.enumerated().map { index, tag in
            "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(tag)</ETag></Part>"
        }
        let body = "<CompleteMultipartUpload>\(list.joined())</CompleteMultipartUpload>"
        let answer = try await requests.send(
            .POST, key, query: [("uploadId", id)], body: ByteBuffer(string: body))
        // The store answers 200 before it knows, and may still say in the body that it failed.
        let text = try await answer.text()
        guard answer.status == 200, !text.contains("<Error>") else {
            throw BlobError.unavailable("an upload cannot end: status \(answer.status)")
        }
    }

    /// Gives up.
    func abandon() async {
        // What is left over is no blob.
        _ = try? await requests.send(.DELETE, key, query: [("uploadId", id)])
    }

    private static func element(_ name: String, of text: String) -> String? {
        let parts = text.split(separator: "<\(name)>", maxSplits: 1)
        guard parts.count == 2, let end = parts[1].firstIndex(of: "<") else { return nil }
        return String(parts[1][..<end])
    }
}
