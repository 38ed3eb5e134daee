import CMalloc
import Dispatch
import Foundation

/// What the C library's allocator keeps of the memory that the process has freed.
package enum Heap {
    /// How often it is looked whether the process has come to rest.
    private static let interval = Duration.milliseconds(500)

    /// Has threads share a few arenas, one a processor: to be called at the start, before there are many threads.
    ///
    /// By default glibc makes eight a processor. What a burst leaves free in one arena serves no other, and a page stays
    /// as long as anything on it does, so that thousands of connections cost several times what they use.
    package static func limitArenas() {
        parley_malloc_limit_arenas(Int32(clamping: max(2, ProcessInfo.processInfo.activeProcessorCount)))
    }

    /// Gives free memory back to the system whenever the process comes to rest; until cancelled.
    ///
    /// - Throws: `CancellationError`.
    package static func giveBackAtRest() async throws {
        var rest = HeapRest()
        while true {
            try await Task.sleep(for: interval)
            guard rest.isDue(used: processorTime(), at: .now) else { continue }
            // It may take some milliseconds: not on a thread that others count on.
            await withCheckedContinuation { continuation in
                DispatchQueue.global(qos: .utility).async {
                    parley_malloc_give_back()
                    continuation.resume()
                }
            }
        }
    }

    private static func processorTime() -> Duration {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
