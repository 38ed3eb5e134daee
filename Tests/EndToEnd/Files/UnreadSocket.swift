import Foundation
import Glibc

/// A connection from which nothing is ever read.
final class UnreadSocket: Sendable {
    private let descriptor: CInt

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0, sockaddr_in.loopback(port).withPointer({ connect(descriptor, $0, $1) }) == 0 else {
            throw LoopbackConnection.Failure(what: "connect", code: errno)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func send(_ bytes: [UInt8]) throws {
        guard bytes.withUnsafeBytes({ Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }) > 0
        else { throw LoopbackConnection.Failure(what: "send", code: errno) }
    }

    /// Waits until something has come.
    func waitUntilReadable() async throws {
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&look, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    }
}
