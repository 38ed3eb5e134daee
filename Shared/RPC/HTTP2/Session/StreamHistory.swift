/// What a server remembers of its client's streams that are not there any more (RFC 9113 section 5.1).
///
/// nghttp2 forgets a stream that is over, and passes over frames on it. Whether such a frame was on its way when the
/// server ended the stream, or is an error, depends on who ended it.
struct StreamHistory {
    /// Streams and gaps that are remembered; frames on older ones are passed over.
    private static let capacity = 128

    /// What is wrong with a frame on a stream that is not there.
    enum Fault {
        /// A stream that was never opened, and cannot be any more, as one with a greater number was.
        case skipped
        /// A stream that the client itself has ended.
        case ended
    }

    private var last: Int32 = -1
    private var skipped: [ClosedRange<Int32>] = []
    private var ended: [Int32] = []
    /// Where the next number is put, once there are as many as are remembered.
    private var oldest = 0

    /// Notes that the client opens a stream.
    ///
    /// - Returns: Whether its number is greater than all before.
    mutating func open(_ stream: Int32) -> Bool {
        guard stream > last else { return false }
        if stream > last + 2 {
            if skipped.count == Self.capacity { skipped.removeFirst() }
            skipped.append(last + 2...stream - 2)
        }
        last = stream
        return true
    }

    /// Notes that the client has ended a stream that is over now.
    mutating func end(_ stream: Int32) {
        if ended.count < Self.capacity {
            ended.append(stream)
        } else {
            ended[oldest] = stream
            oldest = (oldest + 1) % Self.capacity
        }
    }

    /// What is wrong with a frame on a stream that is not there; nil when nothing is, or nothing is known.
    func fault(on stream: Int32) -> Fault? {
        if skipped.contains(where: { $0.contains(stream) }) { return .skipped }
        return ended.contains(stream) ? .ended : nil
    }
}
