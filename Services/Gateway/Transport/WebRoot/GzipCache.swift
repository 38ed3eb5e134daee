internal import NIOCore
internal import Synchronization

/// Compressed forms of files, kept as long as there is room; from any thread.
final class GzipCache: Sendable {
    /// Longer files are sent as they are.
    static let longestFile = 4 << 20
    /// Shorter files are not worth it.
    static let shortestFile = 512
    private static let capacity = 32 << 20

    private struct State {
        var forms: [String: ByteBuffer] = [:]
        var size = 0
    }

    private let state = Mutex(State())

    /// The compressed form of a file.
    ///
    /// Blocks when it has to be made.
    ///
    /// - Parameters:
    ///   - file: The file.
    ///   - path: Where it is.
    /// - Returns: Nil if the file is too long or too short, cannot be read, or does not become shorter.
    func form(of file: OpenFile, at path: String) -> ByteBuffer? {
        guard (Self.shortestFile...Self.longestFile).contains(file.size) else { return nil }
        let key = "\(file.tag) \(path)"
        if let form = state.withLock({ $0.forms[key] }) { return form }
        guard let bytes = file.read(from: 0, count: file.size), let deflater = Deflater(.gzip) else { return nil }
        var form = ByteBufferAllocator().buffer(capacity: bytes.readableBytes / 2)
        bytes.withUnsafeReadableBytes { deflater.appendEnd($0, to: &form) }
        guard form.readableBytes < file.size else { return nil }
        state.withLock { state in
            if state.size + form.readableBytes > Self.capacity { state = State() }
            guard state.forms.updateValue(form, forKey: key) == nil else { return }
            state.size += form.readableBytes
        }
        return form
    }
}
