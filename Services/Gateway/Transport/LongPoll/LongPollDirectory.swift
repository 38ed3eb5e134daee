internal import NIOCore

/// The sessions of long polls on all event loops, as a request finds them from any of them.
///
/// A session's name says which loop it is on; the rest of it cannot be guessed.
struct LongPollDirectory: Sendable {
    private static let secretLength = 16

    private let loops: [NIOLoopBound<ConnectionLoop>]

    /// Creates a directory of all loops, in the order of their indices.
    init(_ loops: [NIOLoopBound<ConnectionLoop>]) {
        self.loops = loops
    }

    /// A new name for a session on a loop.
    static func sid(onLoop index: Int) -> String {
        var random = SystemRandomNumberGenerator()
        let secret = (0..<secretLength).map { _ in UInt8.random(in: 0...255, using: &random) }
        return Base64.encode(
            secret + [UInt8(truncatingIfNeeded: index >> 8), UInt8(truncatingIfNeeded: index)], .urlSafe)
    }

    /// Does something with a session, on its loop.
    ///
    /// - Parameters:
    ///   - sid: The session's name.
    ///   - work: What is done; with nil when there is no such session.
    func with(_ sid: String, _ work: @escaping @Sendable (LongPollConnection?) -> Void) {
        guard let bytes = Base64.decode(sid.utf8, .urlSafe), bytes.count == Self.secretLength + 2 else {
            return work(nil)
        }
        let index = Int(bytes[Self.secretLength]) << 8 | Int(bytes[Self.secretLength + 1])
        guard loops.indices.contains(index) else { return work(nil) }
        let loop = loops[index]
        if loop.eventLoop.inEventLoop {
            work(loop.value.longPolls[sid])
        } else {
            loop.eventLoop.execute { work(loop.value.longPolls[sid]) }
        }
    }
}
