import CMalloc
import Dispatch
import Telemetry

/// What the C library's allocator keeps of the memory that the process has freed.
package enum Heap {
    /// How often it is looked whether the process has come to rest.
    private static let interval = Duration.milliseconds(500)

    /// Gives free memory back to the system whenever the process comes to rest; until cancelled.
    ///
    /// glibc has eight arenas a processor, and what a burst leaves free in them stays there: thousands of connections would
    /// cost several times what they use.
    ///
    /// - Throws: `CancellationError`.
    package static func giveBackAtRest() async throws {
        var rest = HeapRest()
        while true {
            try await Task.sleep(for: interval)
            guard rest.isDue(used: ProcessMetrics.processorTime, at: .now) else { continue }
            // It may take some milliseconds: not on a thread that others count on.
            await withCheckedContinuation { continuation in
                DispatchQueue.global(qos: .utility).async {
                    parley_malloc_give_back()
                    continuation.resume()
                }
            }
        }
    }
}
