import Foundation

/// Ports of the loopback interface that nobody listens on.
enum FreePorts {
    /// Finds some; somebody else may take them before they are used.
    static func find(_ count: Int) throws -> [UInt16] {
        // All are held until the last is found, so that no two are the same.
        var sockets: [Int32] = []
        defer { for socket in sockets { close(socket) } }
        return try (0..<count).map { _ in
            let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            guard socket >= 0 else { throw S3DidNotStart(reason: "no socket") }
            sockets.append(socket)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let isBound = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                    bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
                }
            }
            guard isBound else { throw S3DidNotStart(reason: "no free port") }
            return UInt16(bigEndian: address.sin_port)
        }
    }
}
