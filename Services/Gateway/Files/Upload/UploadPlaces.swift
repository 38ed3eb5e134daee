import Synchronization

/// Lets in so many uploads at a time.
final class UploadPlaces: Sendable {
    private let capacity: Int
    private let taken = Atomic(0)

    init(_ capacity: Int) {
        self.capacity = capacity
    }

    /// Takes a place, which is given back when the work ends.
    ///
    /// - Throws: ``Refusal``: 503 when none is free; what `work` throws.
    func withPlace<Value>(_ work: () async throws -> Value) async throws -> Value {
        defer { taken.subtract(1, ordering: .relaxed) }
        guard taken.add(1, ordering: .relaxed).newValue <= capacity else {
            throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))])
        }
        return try await work()
    }
}
