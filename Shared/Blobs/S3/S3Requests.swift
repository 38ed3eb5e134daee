internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Makes requests to one bucket, signed, and again when they fail for reasons that may pass.
struct S3Requests: Sendable {
    /// How long a request may take to be answered; a body is read as slowly as its reader likes.
    static let patience = TimeAmount.seconds(60)
    private static let pause = Duration.milliseconds(100)

    let settings: S3Settings
    private let connection: Result<S3Connection, any Error>

    typealias Answer = S3Connection.Answer

    /// Names the store; that a connection to it cannot be made safe is told with the first request.
    init(_ settings: S3Settings) {
        self.settings = settings
        connection = Result { try S3Connection(settings) }
    }

    private var signer: SignatureV4 {
        SignatureV4(accessKey: settings.accessKey, secretKey: settings.secretKey, region: settings.region)
    }

    /// Asks for something.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - key: The object; nil for the bucket itself.
    ///   - query: Names and values.
    ///   - headers: Headers that are not signed.
    ///   - body: What is sent.
    /// - Returns: What was answered, unless it is that the store does not work.
    /// - Throws: ``BlobError/unavailable(_:)``, `CancellationError`.
    func send(
        _ method: HTTPMethod, _ key: BlobKey?, query: [(String, String)] = [], headers: [(String, String)] = [],
        body: ByteBuffer? = nil
    ) async throws -> Answer {
        var attempt = 0
        while true {
            do {
                let answer = try await sendOnce(method, key, query: query, headers: headers, body: body)
                guard answer.status >= 500 || answer.status == 429 else { return answer }
                guard attempt < settings.retries else { throw BlobError.unavailable("status \(answer.status)") }
            } catch let error as BlobError {
                throw error
            } catch {
                try Task.checkCancellation()
                // The words of an error could have the request in them; its kind is enough.
                guard attempt < settings.retries else { throw BlobError.unavailable("\(type(of: error))") }
            }
            attempt += 1
            try await Task.sleep(for: Self.pause * (1 << attempt))
        }
    }

    private func sendOnce(
        _ method: HTTPMethod, _ key: BlobKey?, query: [(String, String)], headers: [(String, String)],
        body: ByteBuffer?
    ) async throws -> Answer {
        let signed = SignatureV4.Request(
            method: method.rawValue, host: settings.host, path: settings.path(of: key), query: query)
        let text = SignatureV4.canonicalQuery(query)
        let hash = SignatureV4.hash(body?.readableBytesView ?? ByteBuffer().readableBytesView)
        var head = HTTPRequestHead(
            version: .http1_1, method: method, uri: "\(signed.path)\(text.isEmpty ? "" : "?\(text)")",
            headers: HTTPHeaders(
                [("Host", settings.host), ("Connection", "close"), ("User-Agent", "parley")]
                    + signer.headers(for: signed, contentHash: hash, at: Int64(Date().timeIntervalSince1970))
                    + headers))
        if method != .GET, method != .HEAD {
            head.headers.add(name: "Content-Length", value: "\(body?.readableBytes ?? 0)")
        }
        return try await connection.get().send(head, body: body, patience: Self.patience)
    }

    /// Where anybody can fetch an object for a while.
    func address(of key: BlobKey, _ view: BlobView, for time: Duration) -> String {
        let request = SignatureV4.Request(
            method: view.isHead ? "HEAD" : "GET", host: settings.host, path: settings.path(of: key),
            query: [
                ("response-content-type", view.type), ("response-content-disposition", view.disposition),
            ])
        let query = signer.presignedQuery(for: request, for: time, at: Int64(Date().timeIntervalSince1970))
        return "\(settings.scheme)://\(settings.host)\(request.path)?\(query)"
    }
}

extension S3Connection.Answer {
    /// The body as text: for the short answers to commands.
    func text() async throws -> String {
        guard let bytes = try await body.collect(upTo: 1 << 20) else {
            throw BlobError.unavailable("an answer without end")
        }
        return String(buffer: bytes)
    }
}
