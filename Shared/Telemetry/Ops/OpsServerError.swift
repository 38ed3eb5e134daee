/// Why the port for operators cannot be served.
package enum OpsServerError: Error, Sendable, CustomStringConvertible {
    /// The address is taken, is not ours, or may not be used by this user; the operator's fault.
    case cannotListen(host: String, port: Int, reason: String)

    package var description: String {
        switch self {
        case .cannotListen(let host, let port, let reason): "cannot listen on \(host):\(port): \(reason)"
        }
    }
}
