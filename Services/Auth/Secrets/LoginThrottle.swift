import Synchronization

/// Slows down guessing: after five wrong passwords for one login name each further one doubles the time to wait.
///
/// Kept in the memory of this process, for a bounded number of names. Names that nobody has count too, so that the
/// answer does not tell which exist.
final class LoginThrottle: Sendable {
    private struct Failures {
        var count = 0
        /// Milliseconds since 1970.
        var last: Int64 = 0
    }

    /// Wrong passwords that cost no waiting.
    static let allowance = 5
    /// The longest wait, milliseconds; a name left alone for as long starts anew.
    static let longest: Int64 = 15 * 60 * 1000

    private let capacity: Int
    private let names = Mutex<[String: Failures]>([:])

    init(capacity: Int = 20_000) {
        self.capacity = capacity
    }

    /// How long nobody may try this name; nil when trying is allowed.
    func delay(for name: String, at now: Int64) -> Duration? {
        names.withLock { names in
            guard let failures = names[name], failures.count >= Self.allowance else { return nil }
            let end = failures.last + Self.wait(after: failures.count)
            return end > now ? .milliseconds(end - now) : nil
        }
    }

    /// Notes a wrong password.
    func failed(_ name: String, at now: Int64) {
        names.withLock { names in
            if names[name] == nil, names.count >= capacity { Self.makeRoom(in: &names, at: now) }
            var failures = names[name] ?? Failures()
            failures.count = now - failures.last > Self.longest ? 1 : failures.count + 1
            failures.last = now
            names[name] = failures
        }
    }

    /// Forgets the wrong passwords of somebody who knew the right one.
    func succeeded(_ name: String) {
        names.withLock { _ = $0.removeValue(forKey: name) }
    }

    private static func wait(after failures: Int) -> Int64 {
        min(longest, 1000 << Int64(min(failures - allowance, 20)))
    }

    /// Drops the names that start anew anyway, and when they are too few the older half of all.
    private static func makeRoom(in names: inout [String: Failures], at now: Int64) {
        let all = names.count
        names = names.filter { now - $0.value.last <= longest }
        guard names.count > all / 2 else { return }
        let times = names.values.map(\.last).sorted()
        let middle = times[times.count / 2]
        names = names.filter { $0.value.last > middle }
    }
}
