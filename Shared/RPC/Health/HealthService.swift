/// Answers those who ask whether a process can serve: `grpc.health.v1.Health`, as Kubernetes and gRPC clients know it.
package struct HealthService: RPCService {
    /// Asks once.
    package static let check = RPCMethod<HealthCheckRequest, HealthCheckResponse>(
        service: "grpc.health.v1.Health", name: "Check", isIdempotent: true)
    /// Asks once and is told of every change.
    package static let watch = RPCMethod<HealthCheckRequest, HealthCheckResponse>(
        service: "grpc.health.v1.Health", name: "Watch", isIdempotent: true)

    private let board: HealthBoard

    /// Creates a service that says what a board says.
    package init(_ board: HealthBoard) {
        self.board = board
    }

    /// Enters both methods.
    package func register(in router: inout RPCRouter) {
        router.unary(Self.check) { [board] request, _ in
            guard let status = board.status(of: request.service) else {
                throw RPCStatus(.notFound, reason: "unknown_service", message: "no such service")
            }
            return HealthCheckResponse(status)
        }
        router.serverStreaming(Self.watch) { [board] request, responses, _ in
            for await status in board.changes(of: request.service) {
                try await responses.send(HealthCheckResponse(status))
            }
        }
    }
}

extension HealthCheckResponse {
    /// Creates an answer.
    init(_ status: ServingStatus) {
        self.init()
        self.status = status
    }
}
