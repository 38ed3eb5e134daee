import JSON

/// What one check found.
package enum HealthOutcome: Sendable, Hashable {
    /// All is well.
    case passed

    /// It failed, for a reason that names no user and no secret.
    case failed(reason: String)

    /// It had no answer in time.
    case timedOut(after: Duration)

    var text: String {
        switch self {
        case .passed: "ok"
        case .failed(let reason): "failed: \(reason)"
        case .timedOut(let limit): "no answer in \(limit.formatted)"
        }
    }
}

/// The state of the process at one moment.
package struct HealthReport: Sendable, Equatable {
    /// One word: `ready`, `degraded` (ready, but something is missing), `starting`, `draining`, `failing`, or `live`.
    package let status: String

    /// Whether traffic should come (readiness), or the process should go on living (liveness).
    package let isHealthy: Bool

    /// What each check found, in the order of registration.
    package let checks: [Check]

    /// A check and what it found.
    package struct Check: Sendable, Equatable {
        package let name: String
        package let outcome: HealthOutcome
    }

    /// The report as a JSON object: `{"status":"failing","checks":{"storage":"no answer in 1 s"}}`.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("status", status)
        writer.key("checks")
        writer.beginObject()
        for check in checks {
            writer.key(naming: check.name)
            writer.string(check.outcome.text)
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }
}

extension Duration {
    fileprivate var formatted: String {
        let milliseconds = Int64(self / .milliseconds(1))
        return milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds) ms"
    }
}
