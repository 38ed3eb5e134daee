/// Where a server listens, taken apart from `ws://host[:port]/path`.
struct ServerAddress: Sendable, Equatable {
    let host: String
    let port: Int
    let path: String

    /// The `Host` header: an IPv6 address keeps its brackets.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    init(_ url: String) throws(ClientError) {
        let scheme = "ws://"
        guard url.lowercased().hasPrefix(scheme) else { throw .invalidAddress }
        let rest = url.dropFirst(scheme.count)
        // A space or a line break would end up in the request's first line.
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .invalidAddress }
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        self.path = path.isEmpty || path == "/" ? "/v0/channels" : String(path)
        let portText: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw .invalidAddress }
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            portText = authority[authority.index(after: end)...]
        } else {
            host = String(authority.prefix { $0 != ":" })
            portText = authority.dropFirst(host.count)
        }
        guard !host.isEmpty else { throw .invalidAddress }
        if portText.isEmpty {
            port = 80
        } else {
            guard portText.first == ":", let port = UInt16(portText.dropFirst()), port > 0 else {
                throw .invalidAddress
            }
            self.port = Int(port)
        }
    }
}
