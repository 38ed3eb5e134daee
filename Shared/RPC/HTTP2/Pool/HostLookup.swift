#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Asks the system's resolver.
enum HostLookup {
    /// All IP addresses of a host; blocks.
    ///
    /// - Throws: `unavailable` when the name is not known at present.
    static func addresses(of name: RPCAddress) throws(RPCStatus) -> [RPCAddress] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name.host, nil, &hints, &list) == 0 else {
            throw RPCStatus(.unavailable, reason: "unreachable", message: "no such host: \(name.host)")
        }
        // The list is the system's: it is freed here, and nothing of it is kept.
        defer { freeaddrinfo(list) }
        return sequence(first: list, next: { $0?.pointee.ai_next }).compactMap { entry in
            guard let entry = entry?.pointee, let address = entry.ai_addr else { return nil }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let code = getnameinfo(
                address, entry.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
            guard code == 0 else { return nil }
            let host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            return RPCAddress(host: host, port: name.port)
        }
    }
}
