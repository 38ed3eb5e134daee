/// What a server listens for.
package enum ParleyPort: String, CaseIterable, Sendable {
    /// Clients of the JSON protocol.
    case clients
    /// Clients of gRPC.
    case grpc = "gRPC"
    /// Administrators' programs.
    case admin
    /// Health and metrics.
    case ops

    /// The flag of `parley serve` that says where.
    package var flag: String {
        switch self {
        case .clients: "--listen"
        case .grpc: "--grpc-listen"
        case .admin: "--admin-listen"
        case .ops: "--ops-listen"
        }
    }

    /// The number, from what the server says when it is up.
    func number(in greeting: [String]) -> Int? {
        let line = greeting.first { $0.split(separator: " ").first.map(String.init) == rawValue }
        guard let match = line?.firstMatch(of: /127\.0\.0\.1:(\d+)/) else { return nil }
        return Int(match.1)
    }
}
