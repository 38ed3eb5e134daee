internal import CZlib
internal import NIOCore

/// Takes compressed messages apart (RFC 7692, section 7.2.2), through zlib, as their bytes come.
///
/// Owns zlib's state, some 7 KiB and the window, for as long as it lives. For one thread at a time.
final class Inflater {
    /// Why a message cannot be had.
    enum Fault: Error {
        /// The bytes are not compressed as RFC 1951 says.
        case corrupt
        /// The message is longer than it may be.
        case tooLong
    }

    /// No more than this is inflated before the length is looked at, bytes.
    private static let blockSize = 16 * 1024
    /// What the sender has cut off every message.
    private static let messageEnd: [UInt8] = [0x00, 0x00, 0xFF, 0xFF]
    /// How zlib says that it stands between two blocks.
    private static let betweenBlocks: Int32 = 128

    /// At a fixed place, since zlib's state points back at it; freed with the inflater.
    private let stream: UnsafeMutablePointer<z_stream>
    private var hasBegun = false

    /// Creates an inflater; nil when there is no memory for it.
    ///
    /// - Parameter windowBits: Messages refer back two to the power of so many bytes at most, 8 to 15.
    init?(windowBits: Int) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, -Int32(windowBits), ZLIB_VERSION, size) == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets what was inflated before.
    func reset() {
        hasBegun = false
        inflateReset(stream)
    }

    /// Inflates the next bytes of a message.
    ///
    /// - Parameters:
    ///   - bytes: The bytes as they came.
    ///   - message: Where the message grows.
    ///   - limit: Bytes that the message may have; a block more is inflated at most.
    /// - Throws: `corrupt` as soon as the bytes show it, `tooLong` as soon as the message is.
    func append(_ bytes: UnsafeRawBufferPointer, to message: inout ByteBuffer, limit: Int) throws(Fault) {
        guard !bytes.isEmpty else { return }
        hasBegun = true
        // zlib only reads here, whatever the pointer's type says, and keeps no pointer once it returns.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        while true {
            let code = inflateBlock(to: &message, atMost: min(Self.blockSize, limit - message.readableBytes + 1))
            guard message.readableBytes <= limit else { throw .tooLong }
            switch code {
            case Z_OK where stream.pointee.avail_out > 0, Z_BUF_ERROR:
                return
            case Z_OK:
                continue
            case Z_STREAM_END:
                // A message may end with a last block; the next one refers back across it all the same.
                inflateResetKeep(stream)
                if stream.pointee.avail_in == 0 { return }
            default:
                throw .corrupt
            }
        }
    }

    /// Ends a message.
    ///
    /// - Parameters:
    ///   - message: Where the message grows.
    ///   - limit: Bytes that the message may have.
    /// - Throws: `corrupt` if something is missing, `tooLong` if the message is.
    func endMessage(_ message: inout ByteBuffer, limit: Int) throws(Fault) {
        // Some compressors make nothing at all of an empty message.
        guard hasBegun else { return }
        let end = Self.messageEnd.withUnsafeBytes { bytes in
            Result { () throws(Fault) in try append(bytes, to: &message, limit: limit) }
        }
        try end.get()
        guard stream.pointee.data_type & Self.betweenBlocks != 0 else { throw .corrupt }
        hasBegun = false
    }

    private func inflateBlock(to message: inout ByteBuffer, atMost count: Int) -> Int32 {
        var code = Z_OK
        message.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            stream.pointee.next_out = space.assumingMemoryBound(to: UInt8.self).baseAddress
            stream.pointee.avail_out = UInt32(count)
            code = inflate(stream, Z_SYNC_FLUSH)
            return count - Int(stream.pointee.avail_out)
        }
        return code
    }
}
