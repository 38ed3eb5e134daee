import NIOCore

/// A publish, made once for a topic and sent often: only the times in it change.
struct PublishTemplate {
    private let frame: [UInt8]
    /// Where the frame has its id's time, its id's serial and its content's time.
    private let idTime: Int
    private let idSerial: Int
    private let contentTime: Int

    /// Makes the frame.
    ///
    /// - Parameters:
    ///   - topic: What the session calls the topic.
    ///   - run: The run.
    ///   - size: The content's length, bytes; never shorter than its stamp.
    ///   - noEcho: Whether the session itself gets no copy.
    init(topic: String, run: UInt64, size: Int, noEcho: Bool) {
        let zeros = String(repeating: "0", count: Stamp.timeDigits)
        var runText = [UInt8](repeating: 0, count: Stamp.runDigits)
        runText.withUnsafeMutableBytes { Stamp.write(run, digits: Stamp.runDigits, to: $0, at: 0) }
        let head = #"{"pub":{"id":"p"#
        let middle = #"","topic":"\#(topic)",\#(noEcho ? #""noecho":true,"# : "")"content":"load:"#
        let identifier = zeros + String(repeating: "0", count: Stamp.serialDigits)
        let padding = String(repeating: "x", count: max(0, size - Stamp.contentHead))
        let run = String(decoding: runText, as: UTF8.self)
        let text = Array((head + identifier + middle + run + ":" + zeros + ":" + padding + #""}}"#).utf8)
        var buffer = ByteBuffer()
        ClientFrame.write(ServerFrame.text, text, to: &buffer)
        let start = buffer.readableBytes - text.count
        frame = Array(buffer.readableBytesView)
        idTime = start + head.utf8.count
        idSerial = idTime + Stamp.timeDigits
        contentTime = idSerial + Stamp.serialDigits + middle.utf8.count + Stamp.runDigits + 1
    }

    /// Appends the frame.
    ///
    /// - Parameters:
    ///   - due: When it was to be sent, nanoseconds.
    ///   - serial: Tells it apart from others due at the same time.
    ///   - buffer: Where it goes.
    @inline(__always)
    func write(due: UInt64, serial: UInt64, to buffer: inout ByteBuffer) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: frame.count) { space in
            space.copyBytes(from: frame)
            Stamp.write(due, digits: Stamp.timeDigits, to: space, at: idTime)
            Stamp.write(serial, digits: Stamp.serialDigits, to: space, at: idSerial)
            Stamp.write(due, digits: Stamp.timeDigits, to: space, at: contentTime)
            return frame.count
        }
    }
}
