internal import CZlib
internal import NIOCore

/// Compresses bytes (RFC 1951), through zlib.
///
/// Owns zlib's state, some 256 KiB for the largest window, for as long as it lives. For one thread at a time.
final class Deflater {
    /// What is put around the compressed bytes.
    enum Format {
        /// Nothing; the other side needs a window of two to the power of so many bytes, 9 to 15.
        case raw(windowBits: Int)
        /// A file of its own (RFC 1952).
        case gzip
    }

    /// What ends every message before it is cut off (RFC 7692, section 7.2.1).
    private static let messageEnd = 4
    private static let memoryLevel: Int32 = 8
    /// zlib's own choice between fast and small.
    static let defaultLevel: Int32 = 6

    /// At a fixed place, since zlib's state points back at it; freed with the deflater.
    private let stream: UnsafeMutablePointer<z_stream>

    /// Creates a deflater; nil when there is no memory for it.
    ///
    /// - Parameters:
    ///   - format: What is put around the compressed bytes.
    ///   - level: 1 is fast, 9 is small.
    init?(_ format: Format, level: Int32 = Deflater.defaultLevel) {
        let windowBits: Int32 =
            switch format {
            case .raw(let windowBits): -Int32(windowBits)
            case .gzip: 15 + 16
            }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, level, Z_DEFLATED, windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else {
            stream.deallocate()
            return nil
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Forgets what was compressed before.
    func reset() {
        deflateReset(stream)
    }

    /// Compresses one message of a WebSocket (RFC 7692, section 7.2.1); what came before helps.
    ///
    /// - Parameters:
    ///   - bytes: The message.
    ///   - output: Where the compressed bytes are appended.
    func appendMessage(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        guard !bytes.isEmpty else {
            output.writeInteger(0 as UInt8)
            return
        }
        run(bytes, to: &output, flush: Z_SYNC_FLUSH)
        output.moveWriterIndex(to: output.writerIndex - Self.messageEnd)
    }

    /// Compresses the last bytes of a stream; it must be reset before it is used again.
    ///
    /// - Parameters:
    ///   - bytes: The bytes.
    ///   - output: Where the compressed bytes are appended.
    func appendEnd(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer) {
        run(bytes, to: &output, flush: Z_FINISH)
    }

    private func run(_ bytes: UnsafeRawBufferPointer, to output: inout ByteBuffer, flush: Int32) {
        // zlib only reads here, whatever the pointer's type says, and keeps no pointer once it returns.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.assumingMemoryBound(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(bytes.count)
        repeat {
            output.writeWithUnsafeMutableBytes(minimumWritableBytes: 64 + min(bytes.count / 2, 1 << 16)) { space in
                let room = UInt32(clamping: space.count)
                stream.pointee.next_out = space.assumingMemoryBound(to: UInt8.self).baseAddress
                stream.pointee.avail_out = room
                // It cannot fail: the state is in order, and there is always room.
                deflate(stream, flush)
                return Int(room - stream.pointee.avail_out)
            }
        } while stream.pointee.avail_out == 0
    }
}
