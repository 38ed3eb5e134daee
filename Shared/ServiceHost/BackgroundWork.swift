import ServiceLifecycle

/// Work in the background as the lifecycle sees it: cancelled when the program is to stop.
package struct BackgroundWork: Service {
    private let work: @Sendable () async throws -> Void

    /// Names the work.
    package init(_ work: @escaping @Sendable () async throws -> Void) {
        self.work = work
    }

    /// Does the work until it ends or the program is to stop.
    ///
    /// - Throws: What the work throws, but for its cancellation.
    package func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await work()
            } catch is CancellationError {
                return
            }
        }
    }
}
