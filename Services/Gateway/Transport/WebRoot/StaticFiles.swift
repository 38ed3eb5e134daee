internal import NIOCore
internal import NIOPosix

/// The folder of a web client, served on the client port.
///
/// Only files below the folder are shown, also where symbolic links lead, and none whose name begins with a dot.
final class StaticFiles: Sendable {
    /// The folder cannot be served.
    struct NoFolder: Error, CustomStringConvertible {
        let description: String
    }

    private static let page = "index.html"

    private let root: String
    private let pool: NIOThreadPool
    private let gzip = GzipCache()

    /// Serves a folder.
    ///
    /// Blocks for a moment.
    ///
    /// - Parameters:
    ///   - folder: Where it is.
    ///   - pool: The threads on which files are read.
    /// - Throws: `NoFolder` when there is none.
    init(_ folder: String, pool: NIOThreadPool = .singleton) throws(NoFolder) {
        guard let root = OpenFile.resolve(folder), OpenFile.isFolder(root) else {
            throw NoFolder(description: "\(folder) is no folder")
        }
        self.root = root == "/" ? "" : root
        self.pool = pool
    }

    /// Finds what a request is answered with, off the event loop.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - eventLoop: Where the answer is awaited.
    /// - Returns: The answer; fails only when the threads have ended.
    func answer(_ request: StaticFileRequest, on eventLoop: any EventLoop) -> EventLoopFuture<StaticFileReply> {
        pool.runIfActive(eventLoop: eventLoop) { self.find(request) }
    }

    /// Reads a part of a file, off the event loop.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - range: The bytes.
    ///   - eventLoop: Where the bytes are awaited.
    /// - Returns: The bytes; nil if they cannot be read.
    func read(_ file: OpenFile, _ range: Range<Int>, on eventLoop: any EventLoop) -> EventLoopFuture<ByteBuffer?> {
        pool.runIfActive(eventLoop: eventLoop) { file.read(from: range.lowerBound, count: range.count) }
    }

    private func find(_ request: StaticFileRequest) -> StaticFileReply {
        guard let path = locate(request.names) else { return StaticFileReply(.noFile) }
        guard OpenFile.isFolder(path) else {
            return request.isFolder ? StaticFileReply(.noFile) : reply(request, path, name: request.names.last ?? "")
        }
        // Seen from a folder, relative links need the slash.
        guard request.isFolder else { return StaticFileReply(.moved(to: request.path + "/")) }
        guard let page = locate(request.names + [Self.page]) else { return StaticFileReply(.noFile) }
        return reply(request, page, name: Self.page)
    }

    private func reply(_ request: StaticFileRequest, _ path: String, name: String) -> StaticFileReply {
        guard let file = OpenFile(path) else { return StaticFileReply(.noFile) }
        if request.acceptsGzip, request.range == nil, ContentType(of: name).isCompressible,
            let compressed = compressed(file, path, name: name)
        {
            return StaticFileReply(compressed, request)
        }
        return StaticFileReply(FoundFile(.file(file), name: name, tag: file.tag, isGzip: false), request)
    }

    /// The compressed form that lies beside a file and is no older, or that is made of it.
    private func compressed(_ file: OpenFile, _ path: String, name: String) -> FoundFile? {
        if let beside = OpenFile(path + ".gz"), beside.changedAt >= file.changedAt {
            return FoundFile(.file(beside), name: name, tag: beside.tag, isGzip: true)
        }
        guard let form = gzip.form(of: file, at: path) else { return nil }
        return FoundFile(.bytes(form), name: name, tag: file.tag, isGzip: true)
    }

    /// Where names lead from the root; nil when nothing is there, or outside.
    private func locate(_ names: [String]) -> String? {
        let path = ([root] + names).joined(separator: "/")
        guard let resolved = OpenFile.resolve(path.isEmpty ? "/" : path) else { return nil }
        return resolved == root || resolved.hasPrefix(root + "/") ? resolved : nil
    }
}
