import Foundation

/// Lets so many in at once, in the order they came: servers that all start together only keep each other waiting.
actor Turnstile {
    /// For everything that runs servers in this process: two for each processor.
    static let servers = Turnstile(ProcessInfo.processInfo.activeProcessorCount * 2)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) {
        free = places
    }

    /// Waits for a place; whoever comes in leaves again.
    func enter() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    /// Gives the place to the next one.
    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}

/// Does what needs servers, when it is its turn.
///
/// Not within itself: it could wait for its own place.
package func withServerTurn<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
) async throws -> Result {
    await Turnstile.servers.enter()
    let outcome: Swift.Result<Result, any Error>
    do {
        outcome = .success(try await body())
    } catch {
        outcome = .failure(error)
    }
    await Turnstile.servers.leave()
    return try outcome.get()
}
