internal import NIOCore

/// Messages that are sent one after the other, to several clients.
///
/// Used on one event loop.
package final class FrameRun {
    /// The messages, in order.
    package let frames: [MessageFrame]
    /// All of them, uncompressed, in one buffer that is shared by whoever is sent them.
    private(set) lazy var plain: ByteBuffer = {
        var joined = ByteBuffer()
        joined.reserveCapacity(frames.reduce(0) { $0 + $1.plain.readableBytes })
        for frame in frames { joined.writeImmutableBuffer(frame.plain) }
        return joined
    }()

    /// Puts messages together.
    package init(_ frames: [MessageFrame]) {
        self.frames = frames
    }
}
