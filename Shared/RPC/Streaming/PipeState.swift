import DequeModule

/// What a pipe holds and who waits for it: decisions only, told as wake-ups to do after the lock is released.
struct PipeState {
    typealias Reader = CheckedContinuation<Result<[UInt8]?, RPCStatus>, Never>
    typealias Sender = CheckedContinuation<Void, Never>

    /// How a pipe ended.
    enum End {
        case finished
        case failed(RPCStatus)
    }

    /// What became of a message.
    enum Offer {
        case taken
        case full
        case ended(RPCStatus)
    }

    /// What a reader finds.
    enum Content {
        case message([UInt8])
        case nothing
        /// The end; nil for success.
        case end(RPCStatus?)
    }

    /// Whom to wake.
    struct Wakeups {
        var reader: (Reader, Result<[UInt8]?, RPCStatus>)?
        var senders: Deque<(ticket: UInt64, continuation: Sender)> = []
        var notice: (@Sendable () -> Void)?

        func callAsFunction() {
            reader.map { $0.0.resume(returning: $0.1) }
            for sender in senders { sender.continuation.resume() }
            notice?()
        }
    }

    let capacity: Int
    var messages: Deque<[UInt8]> = []
    var bytes = 0
    var end: End?
    var reader: (ticket: UInt64, continuation: Reader)?
    var senders: Deque<(ticket: UInt64, continuation: Sender)> = []
    var whenFilled: (@Sendable () -> Void)?
    var whenEmptied: (@Sendable () -> Void)?
    private var lastTicket: UInt64 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// A number that a waiting task is known by.
    mutating func newTicket() -> UInt64 {
        lastTicket += 1
        return lastTicket
    }

    /// Whether senders have to wait.
    var isFull: Bool { bytes >= capacity }

    /// Appends a message; hands it to the reader who waits for it.
    mutating func offer(_ message: [UInt8], ignoringCapacity: Bool) -> (Offer, Wakeups) {
        switch end {
        case .failed(let status): return (.ended(status), Wakeups())
        case .finished: return (.ended(.callOver), Wakeups())
        case nil: break
        }
        if let reader {
            self.reader = nil
            return (.taken, Wakeups(reader: (reader.continuation, .success(message)), notice: whenEmptied))
        }
        guard ignoringCapacity || !isFull else { return (.full, Wakeups()) }
        messages.append(message)
        bytes += max(message.count, 1)
        return (.taken, Wakeups(notice: messages.count == 1 ? whenFilled : nil))
    }

    /// Takes the first message.
    mutating func take() -> (Content, Wakeups) {
        guard let message = messages.popFirst() else {
            switch end {
            case nil: return (.nothing, Wakeups())
            case .finished: return (.end(nil), Wakeups())
            case .failed(let status): return (.end(status), Wakeups())
            }
        }
        bytes -= max(message.count, 1)
        var wakeups = Wakeups(notice: messages.isEmpty ? whenEmptied : nil)
        if !isFull { swap(&wakeups.senders, &senders) }
        return (.message(message), wakeups)
    }

    /// Ends the pipe; what waits is still read before the end, or dropped.
    mutating func end(_ new: End, keepsMessages: Bool) -> Wakeups {
        let isDropping = !keepsMessages && !messages.isEmpty
        if isDropping {
            messages.removeAll()
            bytes = 0
        }
        guard end == nil || isDropping else { return Wakeups() }
        end = new
        var wakeups = Wakeups(notice: whenFilled)
        if let reader {
            self.reader = nil
            switch new {
            case .finished: wakeups.reader = (reader.continuation, .success(nil))
            case .failed(let status): wakeups.reader = (reader.continuation, .failure(status))
            }
        }
        swap(&wakeups.senders, &senders)
        return wakeups
    }
}
