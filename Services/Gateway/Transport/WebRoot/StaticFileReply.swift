internal import NIOCore

/// The answer to a request for a file.
struct StaticFileReply: Sendable {
    /// Where the body comes from.
    enum Body: Sendable {
        /// It is at hand.
        case bytes
        /// These bytes of a file.
        case file(OpenFile, Range<Int>)
    }

    /// The answer; its own body counts only for ``Body/bytes``.
    let reply: HTTPReply
    let body: Body

    /// Bytes of the body.
    var length: Int {
        switch body {
        case .bytes: reply.body.readableBytes
        case .file(_, let range): range.count
        }
    }

    private init(_ reply: HTTPReply, _ body: Body) {
        self.reply = reply
        self.body = body
    }

    /// Answers without a file.
    init(_ reply: HTTPReply) {
        self.init(reply, .bytes)
    }

    /// Answers with a file, or a part of it, or that the client has it already.
    ///
    /// - Parameters:
    ///   - found: The file.
    ///   - request: What the client wants.
    init(_ found: FoundFile, _ request: StaticFileRequest) {
        let tag = "\"\(found.tag)\""
        var headers = HTTPReply.fileHeaders + [("ETag", tag), ("Cache-Control", found.cacheControl)]
        if found.type.isCompressible { headers.append(("Vary", "Accept-Encoding")) }
        if let known = request.ifNoneMatch, EntityTags.names(tag, in: known) {
            self.init(HTTPReply(status: 304, contentType: nil, headers: headers))
            return
        }
        if found.isGzip { headers.append(("Content-Encoding", "gzip")) }
        let type = found.type.text
        switch found.content {
        case .bytes(let bytes):
            self.init(HTTPReply(status: 200, contentType: type, body: bytes, headers: headers))
        case .file(let file) where found.isGzip:
            self.init(HTTPReply(status: 200, contentType: type, headers: headers), .file(file, 0..<file.size))
        case .file(let file):
            headers.append(("Accept-Ranges", "bytes"))
            let isStale = request.ifRange.map { $0 != tag } ?? false
            self = Self.answer(file, ByteRange(isStale ? nil : request.range, size: Int64(file.size)), type, headers)
        }
    }

    private static func answer(
        _ file: OpenFile, _ range: ByteRange, _ type: String, _ headers: [(String, String)]
    ) -> StaticFileReply {
        switch range {
        case .whole:
            return StaticFileReply(
                HTTPReply(status: 200, contentType: type, headers: headers), .file(file, 0..<file.size))
        case .part(let part):
            let place = ("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(file.size)")
            return StaticFileReply(
                HTTPReply(status: 206, contentType: type, headers: headers + [place]),
                .file(file, Int(part.lowerBound)..<Int(part.upperBound)))
        case .unsatisfiable:
            let place = ("Content-Range", "bytes */\(file.size)")
            return StaticFileReply(HTTPReply(status: 416, contentType: nil, headers: headers + [place]))
        }
    }
}

extension HTTPReply {
    /// What every answer about files tells browsers: whom they tell where they come from, who may frame the page, and
    /// that types are meant as they are said.
    static let fileHeaders = [
        ("Referrer-Policy", "origin"), ("X-Frame-Options", "SAMEORIGIN"), ("X-Content-Type-Options", "nosniff"),
    ]

    /// There is no such file.
    static let noFile = text(404, "404 not found\n", headers: fileHeaders)

    /// The path is a folder's, and has to end like one.
    static func moved(to path: String) -> HTTPReply {
        text(301, "moved\n", headers: fileHeaders + [("Location", path)])
    }
}
