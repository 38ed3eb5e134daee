/// Whether a service can serve (`grpc.health.v1.HealthCheckResponse.ServingStatus`).
package enum ServingStatus: Int32, Sendable {
    case unknown = 0
    case serving = 1
    case notServing = 2
    /// Only told to those who watch a service that nobody knows.
    case serviceUnknown = 3
}
