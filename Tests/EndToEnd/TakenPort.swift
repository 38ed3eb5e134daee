import Glibc

/// A port of the loopback interface that the test listens at, as long as this value lives.
final class TakenPort {
    /// Its number.
    let number: Int
    private let descriptor: CInt

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard listener >= 0 else { throw LoopbackConnection.Failure(what: "socket", code: errno) }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listens =
            sockaddr_in.loopback(0).withPointer { bind(listener, $0, $1) } == 0 && listen(listener, 1) == 0
            && withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
            } == 0
        descriptor = listener
        number = Int(UInt16(bigEndian: address.sin_port))
        // From here on the value is whole: it closes the socket when it goes.
        guard listens else { throw LoopbackConnection.Failure(what: "listen", code: errno) }
    }

    deinit {
        close(descriptor)
    }

    /// A port that nobody listens at just now; somebody else may the next moment.
    static func free() throws -> Int {
        try TakenPort().number
    }
}
