import Foundation
import JSON
import RunningParley
import Testing

/// A client of the part of the client port that is about files: bare HTTP, a connection for each request.
struct FileClient: Sendable {
    /// The key that the stock clients carry.
    static let key = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"

    /// The connection ended before an answer.
    struct Cut: Error {}

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let bytes: [UInt8]

        /// A `ctrl`, where it is one.
        var control: JSONObjectView? {
            (try? RawJSON(validating: bytes))?.object?["ctrl"]?.object
        }

        /// The address of an uploaded file.
        var url: String? { control?["params"]?.object?["url"]?.string }

        /// A header, by its name in small letters.
        subscript(header: String) -> String? { headers[header] }

        /// Reads what came until the connection ended.
        ///
        /// - Throws: `Cut` when it ended within the head, or within a body that was to follow.
        init(_ whole: [UInt8], hasBody: Bool = true) throws {
            guard let end = whole.firstRange(of: Array("\r\n\r\n".utf8)) else { throw Cut() }
            let lines = String(decoding: whole[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            let words = lines[0].split(separator: " ")
            guard words.count > 1, let status = Int(words[1]) else { throw Cut() }
            self.status = status
            headers = Dictionary(
                lines.dropFirst().compactMap { line in
                    line.firstIndex(of: ":").map { place in
                        (line[..<place].lowercased(), String(line[line.index(place, offsetBy: 2)...]))
                    }
                }
            ) { first, _ in first }
            bytes = Array(whole[end.upperBound...])
            if hasBody, let length = headers["content-length"].flatMap(Int.init), bytes.count < length { throw Cut() }
        }
    }

    let port: Int
    /// Headers of every request.
    var headers: [(String, String)]

    /// A client of a demonstration user; of nobody when nil.
    init(_ server: RunningParley, as login: String? = "alice") async throws {
        port = try #require(await server.ports[.clients])
        headers = [("X-Tinode-APIKey", Self.key)]
        if let login {
            let secret = Data("\(login):\(login)123".utf8).base64EncodedString()
            headers.append(("X-Tinode-Auth", "Basic \(secret)"))
        }
    }

    /// The head of a request.
    func text(_ method: String, _ path: String, _ more: [(String, String)] = []) -> [UInt8] {
        let lines = ([("Host", "localhost")] + headers + more).map { "\($0): \($1)\r\n" }
        return Array("\(method) \(path) HTTP/1.1\r\n\(lines.joined())\r\n".utf8)
    }

    /// Begins a request.
    func begin(
        _ method: String, _ path: String, _ more: [(String, String)] = [], body: [UInt8]? = nil
    ) throws -> LoopbackConnection {
        let connection = try LoopbackConnection(port: port)
        let length = body.map { [("Content-Length", "\($0.count)")] } ?? []
        try connection.send(text(method, path, more + length + [("Connection", "close")]))
        // The server may refuse before it has all, and hang up.
        if let body { try? connection.send(body) }
        return connection
    }

    /// Makes a request, and reads the answer to the end of the connection.
    func send(
        _ method: String, _ path: String, _ more: [(String, String)] = [], body: [UInt8]? = nil
    ) async throws -> Answer {
        let connection = try begin(method, path, more, body: body)
        var whole: [UInt8] = []
        for await bytes in connection.bytes { whole += bytes }
        return try Answer(whole, hasBody: method != "HEAD")
    }

    /// Fetches something.
    func get(_ path: String, _ more: [(String, String)] = []) async throws -> Answer {
        try await send("GET", path, more)
    }

    /// Uploads a file, as browsers do: the file first, and the other fields behind it.
    func upload(
        _ content: [UInt8], type: String = "application/octet-stream", fields: [(String, String)] = [("id", "77")],
        method: String = "POST", path: String = "/v0/file/u/"
    ) async throws -> Answer {
        var body = Array(
            "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\nContent-Type: \(type)\r\n\r\n"
                .utf8)
        body += content
        for (name, value) in fields {
            body += Array("\r\n--xyz\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)".utf8)
        }
        body += Array("\r\n--xyz--\r\n".utf8)
        return try await send(method, path, [("Content-Type", "multipart/form-data; boundary=xyz")], body: body)
    }
}

extension LoopbackConnection {
    /// What arrives next; nil when the connection is gone.
    func next() async -> [UInt8]? {
        for await bytes in bytes { return bytes }
        return nil
    }
}
