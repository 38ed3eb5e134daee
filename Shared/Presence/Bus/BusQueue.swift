import DequeModule
import Synchronization

/// What waits for one subscriber of the bus: bounded, and the oldest goes first.
final class BusQueue: Sendable {
    private struct State {
        var payloads: Deque<[UInt8]> = []
        var bytes = 0
        var reader: CheckedContinuation<[UInt8]?, Never>?
        var hasEnded = false
    }

    private let maximumCount: Int
    private let maximumBytes: Int
    private let state = Mutex(State())

    init(maximumCount: Int, maximumBytes: Int) {
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// Adds a payload, and returns how many were dropped for it, itself included.
    func add(_ payload: [UInt8]) -> Int {
        let (reader, dropped) = state.withLock { state -> (CheckedContinuation<[UInt8]?, Never>?, Int) in
            if state.hasEnded { return (nil, 0) }
            if let reader = state.reader {
                state.reader = nil
                return (reader, 0)
            }
            state.payloads.append(payload)
            state.bytes += payload.count
            var dropped = 0
            while state.payloads.count > maximumCount || state.bytes > maximumBytes {
                state.bytes -= state.payloads.removeFirst().count
                dropped += 1
            }
            return (nil, dropped)
        }
        reader?.resume(returning: payload)
        return dropped
    }

    /// The next payload, as soon as there is one; nil after the end.
    ///
    /// For one reader.
    func next() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            let payload: [UInt8]?? = state.withLock { state in
                if state.hasEnded { return .some(nil) }
                guard let payload = state.payloads.popFirst() else {
                    state.reader = continuation
                    return .none
                }
                state.bytes -= payload.count
                return payload
            }
            if let payload { continuation.resume(returning: payload) }
        }
    }

    /// Ends the queue: what waits is forgotten, and so is what comes.
    func end() {
        let reader = state.withLock { state in
            let reader = state.reader
            state = State()
            state.hasEnded = true
            return reader
        }
        reader?.resume(returning: nil)
    }
}
