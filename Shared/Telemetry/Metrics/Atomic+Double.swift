import Synchronization

extension Atomic<Double> {
    /// Adds to the number; two threads at once both succeed, one after the other.
    func add(_ amount: Double) {
        var current = load(ordering: .relaxed)
        while true {
            let (isExchanged, original) = weakCompareExchange(
                expected: current, desired: current + amount, ordering: .relaxed)
            guard !isExchanged else { return }
            current = original
        }
    }
}
