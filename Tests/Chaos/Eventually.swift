import ParleyClient
import RunningCluster

/// Waits for something to become true.
///
/// - Parameters:
///   - time: How long it may take.
///   - condition: What is to become true; asked again and again.
/// - Returns: Whether it did.
/// - Throws: `CancellationError`.
func eventually(within time: Duration = .seconds(60), _ condition: () -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + time
    while !condition() {
        guard ContinuousClock.now < end else { return false }
        try await Task.sleep(for: .milliseconds(50))
    }
    return true
}

/// Waits up to a minute for something to become true.
///
/// - Throws: ``ClusterFailure`` with what it was when it does not; `CancellationError`.
func wait(_ what: String, until condition: () -> Bool) async throws {
    guard try await eventually(condition) else {
        throw ClusterFailure(description: "it does not happen that \(what)")
    }
}

/// Tries again, for a minute at most, what services that have just come back cannot do yet.
func insisting<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    for _ in 0..<300 {
        do {
            return try await body()
        } catch ClientError.refused(let code, _, _) where [429, 503, 504].contains(code) {
            try await Task.sleep(for: .milliseconds(200))
        }
    }
    return try await body()
}
