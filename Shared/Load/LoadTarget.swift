import NIOCore

/// The server that a run is aimed at, and where the run's connections come from.
package struct LoadTarget: Sendable, Equatable {
    /// The API key that a server takes while it has no salt of its own.
    package static let developmentKey = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"

    /// Where it listens, as it was written.
    package let url: String
    /// Its host, a name or an address.
    package let host: String
    /// Its port.
    package let port: Int
    /// Where its WebSocket is.
    package let path: String
    /// What lets this program in.
    package let apiKey: String
    /// How many addresses of 127.0.0.0/8 connections come from; 0 for the system's own choice.
    package let sources: Int

    /// The `Host` header.
    var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether the server is on this machine, at an address of IPv4.
    private var isLoopback: Bool { host == "localhost" || host.hasPrefix("127.") }

    /// Takes an address apart.
    ///
    /// - Parameters:
    ///   - url: `ws://host[:port][/path]`.
    ///   - apiKey: What lets this program in.
    ///   - sources: How many addresses to come from when the server is on this machine.
    /// - Throws: `LoadFailure.unusable`.
    package init(url: String, apiKey: String = developmentKey, sources: Int = 8) throws(LoadFailure) {
        let complaint = LoadFailure.unusable("\(url) is not an address: it has to be ws://host[:port]")
        let scheme = "ws://"
        guard url.lowercased().hasPrefix(scheme) else { throw complaint }
        let rest = url.dropFirst(scheme.count)
        // A space or a line break would end up in the request's first line.
        guard (rest + apiKey).utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw complaint }
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        self.path = path.isEmpty || path == "/" ? "/v0/channels" : String(path)
        let portText: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            portText = authority[authority.index(after: end)...]
        } else {
            host = String(authority.prefix { $0 != ":" })
            portText = authority.dropFirst(host.count)
        }
        guard !host.isEmpty, portText.isEmpty || portText.first == ":" else { throw complaint }
        guard let port = portText.isEmpty ? 80 : UInt16(portText.dropFirst()), port > 0 else { throw complaint }
        self.url = url
        self.port = Int(port)
        self.apiKey = apiKey
        self.sources = sources
    }

    /// The address that the next connection comes from; nil for the system's choice.
    ///
    /// - Parameter number: Counts connections.
    /// - Returns: An address with port 0.
    /// - Throws: What making an address throws.
    func source(for number: Int) throws -> SocketAddress? {
        guard isLoopback, sources > 1 else { return nil }
        return try SocketAddress(ipAddress: "127.0.\(number % sources / 250).\(number % sources % 250 + 2)", port: 0)
    }
}
