import Foundation
import Glibc
import Synchronization

/// A bare TCP connection to a port of the loopback interface, for what no well-behaved client does or shows.
final class LoopbackConnection: Sendable {
    /// The system did not do something.
    struct Failure: Error {
        let what: String
        let code: CInt
    }

    /// What arrives, until the connection is gone; for one reader.
    let bytes: AsyncStream<[UInt8]>
    private let line: Line

    init(port: Int) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(what: "socket", code: errno) }
        let line = Line(descriptor)
        self.line = line
        // No test waits for ever: this limits connecting and each sending.
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let connected = sockaddr_in.loopback(port).withPointer { connect(descriptor, $0, $1) }
        guard connected == 0 else {
            let code = errno
            line.close()
            throw Failure(what: "connect", code: code)
        }
        bytes = AsyncStream { continuation in
            Thread {
                line.read { continuation.yield($0) }
                continuation.finish()
            }.start()
        }
    }

    deinit {
        line.hangUp()
    }

    /// Sends bytes, and waits until the system has taken them.
    ///
    /// - Throws: `Failure` when the connection is gone, or nothing is taken for 30 seconds.
    func send(_ bytes: [UInt8]) throws {
        try line.send(bytes)
    }

    /// Ends the connection both ways; `bytes` ends then, too.
    func hangUp() {
        line.hangUp()
    }
}

/// A socket's descriptor, never used after it was closed: only the reading thread closes it.
private final class Line: Sendable {
    private let descriptor: CInt
    private let isOpen = Mutex(true)

    init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    func read(_ take: ([UInt8]) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = Glibc.read(descriptor, &buffer, buffer.count), count > 0 {
            take(Array(buffer[..<count]))
        }
        close()
    }

    func send(_ bytes: [UInt8]) throws {
        try isOpen.withLock { isOpen in
            guard isOpen else { throw LoopbackConnection.Failure(what: "send", code: ENOTCONN) }
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
                }
                guard sent > 0 else { throw LoopbackConnection.Failure(what: "send", code: errno) }
                rest.removeFirst(sent)
            }
        }
    }

    func hangUp() {
        isOpen.withLock { if $0 { _ = shutdown(descriptor, CInt(SHUT_RDWR)) } }
    }

    func close() {
        isOpen.withLock { isOpen in
            if isOpen { _ = Glibc.close(descriptor) }
            isOpen = false
        }
    }
}

extension sockaddr_in {
    /// An address of this machine that no other can reach; port 0 stands for any free one.
    static func loopback(_ port: Int) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }

    /// Lends the address to a system call.
    func withPointer<Result>(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: self) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
