import Synchronization

/// One direction of a stream: messages in order, from any number of senders to one reader.
///
/// It holds few messages: senders wait until there is room, so a slow reader slows its sender down, to the other end of
/// the network. All methods may be called anywhere; none blocks.
final class MessagePipe: RPCByteSource, RPCByteSink {
    private let state: Mutex<PipeState>

    /// Creates an empty pipe.
    ///
    /// - Parameter capacity: Bytes that may wait before senders do; one message always has room.
    init(capacity: Int = 64 * 1024) {
        state = Mutex(PipeState(capacity: capacity))
    }

    // MARK: Sending

    func send(_ message: [UInt8]) async throws(RPCStatus) {
        while true {
            guard !Task.isCancelled else { throw RPCStatus(.cancelled) }
            switch offer(message, ignoringCapacity: false) {
            case .taken: return
            case .ended(let status): throw status
            case .full: await waitForRoom()
            }
        }
    }

    func offer(_ message: [UInt8]) -> Bool {
        if case .taken = offer(message, ignoringCapacity: false) { true } else { false }
    }

    /// Appends a message whether or not there is room: for senders that are held back otherwise.
    func push(_ message: [UInt8]) {
        _ = offer(message, ignoringCapacity: true)
    }

    private func offer(_ message: [UInt8], ignoringCapacity: Bool) -> PipeState.Offer {
        let (offer, wakeups) = state.withLock { $0.offer(message, ignoringCapacity: ignoringCapacity) }
        wakeups()
        return offer
    }

    /// Returns when there may be room, or the pipe has ended, or the waiting task was cancelled.
    private func waitForRoom() async {
        let ticket = state.withLock { $0.newTicket() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: PipeState.Sender) in
                let waits = state.withLock { state in
                    guard !Task.isCancelled, state.end == nil, state.isFull else { return false }
                    state.senders.append((ticket, continuation))
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            let sender = state.withLock { state in
                state.senders.firstIndex { $0.ticket == ticket }.map { state.senders.remove(at: $0) }
            }
            sender?.continuation.resume()
        }
    }

    // MARK: Ending

    func finish() {
        finish(nil)
    }

    /// Ends the pipe with the outcome of the call, once what waits was read; nil for success.
    func finish(_ status: RPCStatus?) {
        let wakeups = state.withLock { $0.end(status.map { .failed($0) } ?? .finished, keepsMessages: true) }
        wakeups()
    }

    /// Ends the pipe at once: what waits is dropped.
    func abort(_ status: RPCStatus) {
        let wakeups = state.withLock { $0.end(.failed(status), keepsMessages: false) }
        wakeups()
    }

    // MARK: Reading

    func next() async throws(RPCStatus) -> [UInt8]? {
        let message: [UInt8]?
        switch take() {
        case .message(let next): message = next
        case .end(let status?): throw status
        case .end(nil): message = nil
        case .nothing: message = try await waitForMessage()
        }
        // The other end may have ended well because it was cancelled too.
        if message == nil, Task.isCancelled { throw RPCStatus(.cancelled) }
        return message
    }

    /// Takes the first message without waiting.
    func take() -> PipeState.Content {
        let (content, wakeups) = state.withLock { $0.take() }
        wakeups()
        return content
    }

    private func waitForMessage() async throws(RPCStatus) -> [UInt8]? {
        let ticket = state.withLock { $0.newTicket() }
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: PipeState.Reader) in
                let (content, wakeups) = state.withLock { state in
                    guard !Task.isCancelled else {
                        return (PipeState.Content.end(RPCStatus(.cancelled)), PipeState.Wakeups())
                    }
                    guard state.reader == nil else {
                        let status = RPCStatus(.internal, reason: "two_readers", message: "a stream has one reader")
                        return (PipeState.Content.end(status), PipeState.Wakeups())
                    }
                    let (content, wakeups) = state.take()
                    if case .nothing = content { state.reader = (ticket, continuation) }
                    return (content, wakeups)
                }
                wakeups()
                switch content {
                case .nothing: break
                case .message(let message): continuation.resume(returning: .success(message))
                case .end(nil): continuation.resume(returning: .success(nil))
                case .end(let status?): continuation.resume(returning: .failure(status))
                }
            }
        } onCancel: {
            let reader = state.withLock { state -> PipeState.Reader? in
                guard state.reader?.ticket == ticket else { return nil }
                defer { state.reader = nil }
                return state.reader?.continuation
            }
            reader?.resume(returning: .failure(RPCStatus(.cancelled)))
        }
        return try outcome.get()
    }

    // MARK: For those who do not wait

    /// Has a closure called whenever something is there again after there was nothing, and at the end.
    func whenFilled(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenFilled = body }
    }

    /// Has a closure called whenever the reader has taken all there was.
    func whenEmptied(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenEmptied = body }
    }

    /// Whether nothing waits to be read.
    var isEmpty: Bool { state.withLock(\.messages.isEmpty) }
}

extension RPCStatus {
    /// Sending on a call that is over already.
    static let callOver = RPCStatus(.cancelled, reason: "call_over", message: "the call is over")
}
