import Blobs
import NIOCore
import NIOHTTP1

extension FileEndpoint {
    /// Gives a client a file, or a small picture of it.
    func download(_ name: String, _ request: FileRequest, _ answer: FileAnswer) async throws {
        _ = try await requireActor(FileCredentials(request))
        let file = try await files.file(named: name)
        let view: FileView
        if let text = request.query["thumb"] {
            guard let size = Int(text), ThumbnailMaker.sizes.contains(size) else { throw Refusal(.malformed) }
            view = try await files.thumbnail(of: file, size)
        } else {
            view = try FileView(of: file)
        }
        var headers = Self.shared
        headers += [("ETag", view.tag), ("Cache-Control", "private, max-age=86400, immutable")]
        if let known = request.headers.first(name: "if-none-match"), EntityTags.names(view.tag, in: known) {
            try await answer.begin(304, headers, length: nil)
            return
        }
        let isAttachment = ["1", "true"].contains(request.query["asatt"]?.lowercased()) || !view.isPassive
        files.meters.downloadBegan()
        if let address = address(of: view, isHead: request.isHead, asAttachment: isAttachment) {
            try await redirect(to: address, request, answer)
            return
        }
        headers += [
            ("Content-Type", view.header), ("Content-Disposition", Self.disposition(asAttachment: isAttachment)),
            ("Accept-Ranges", "bytes"),
        ]
        try await send(view, headers, request, answer)
    }

    /// Where in the store a client may fetch a file itself, for a while; nil if it has to be given the bytes.
    func address(of view: FileView, isHead: Bool, asAttachment: Bool) -> String? {
        guard files.limits.redirects else { return nil }
        let disposition = Self.disposition(asAttachment: asAttachment)
        return files.blobs.address(
            of: view.key, BlobView(isHead: isHead, type: view.header, disposition: disposition),
            for: files.limits.addressTime)
    }

    private static func disposition(asAttachment: Bool) -> String {
        asAttachment ? "attachment" : "inline"
    }

    /// Sends a client to the store.
    ///
    /// For now and not for good (307, not 308): the address ends.
    private func redirect(to address: String, _ request: FileRequest, _ answer: FileAnswer) async throws {
        files.meters.redirected()
        try await reply(.found, nil, to: nil, request, answer, [("Location", address)])
    }

    private func send(
        _ view: FileView, _ headers: [(String, String)], _ request: FileRequest, _ answer: FileAnswer
    ) async throws {
        var asked = request.headers.first(name: "range")
        if let condition = request.headers.first(name: "if-range"), condition != view.tag { asked = nil }
        let range: Range<Int64>?
        var headers = headers
        switch ByteRange(asked, size: view.size) {
        case .whole: range = nil
        case .part(let part):
            range = part
            headers.append(("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(view.size)"))
        case .unsatisfiable:
            try await answer.begin(416, headers + [("Content-Range", "bytes */\(view.size)")], length: 0)
            return
        }
        let length = range.map { $0.upperBound - $0.lowerBound } ?? view.size
        let status = range == nil ? 200 : 206
        if request.isHead {
            try await answer.begin(status, headers, length: length, isHead: true)
            return
        }
        let blob = try await files.working { try await files.blobs.open(view.key, range) }
        guard let blob, blob.size == view.size else { throw Refusal(.notFound) }
        try await answer.begin(status, headers, length: length)
        for try await piece in blob.content {
            try await answer.write(piece)
            files.meters.downloaded(bytes: piece.readableBytes)
        }
    }
}

/// What of a file is given out.
struct FileView: Sendable {
    let key: BlobKey
    let type: MediaType?
    let size: Int64

    /// What a cache knows it by: contents never change.
    var tag: String { "\"\(key)\"" }

    /// Whether a browser may show it in place.
    var isPassive: Bool { type?.isPassive ?? false }

    /// The `Content-Type`.
    var header: String { type?.header ?? TypeSniffer.unknown }
}

extension FileView {
    /// A whole file, as it was uploaded.
    init(of file: FileRecord) throws(BlobError) {
        self.init(key: try file.key(), type: MediaType(file.type), size: file.size)
    }
}
