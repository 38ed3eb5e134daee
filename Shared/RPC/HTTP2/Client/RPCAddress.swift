/// Where a service listens.
package struct RPCAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an IP address.
    package let host: String
    /// A TCP port.
    package let port: Int

    /// Creates an address.
    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// As in a URL: an IPv6 address stands in brackets.
    package var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
