#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A port that nothing listens on, for a server that has to come back where it was.
enum FreePort {
    /// The system had none to give.
    struct NoneFree: Error {}

    /// Finds a port of the loopback interface.
    static func find() throws -> UInt16 {
        #if canImport(Glibc)
            let kind = Int32(SOCK_STREAM.rawValue)
        #else
            let kind = SOCK_STREAM
        #endif
        let descriptor = socket(AF_INET, kind, 0)
        guard descriptor >= 0 else { throw NoneFree() }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 ? getsockname(descriptor, address, &size) : -1
            }
        }
        guard result == 0 else { throw NoneFree() }
        return UInt16(bigEndian: address.sin_port)
    }
}
