/// What a pool knows of the replicas of its service: decisions only.
struct PoolState<Connection: AnyObject> {
    typealias Waiter = CheckedContinuation<Void, Never>

    private enum Phase {
        case connecting
        case ready(Connection)
        case failed
    }

    private var addresses: [RPCAddress] = []
    private var phases: [RPCAddress: Phase] = [:]
    private var ready: [Connection] = []
    private var turn = 0
    private var waiters: [UInt64: Waiter] = [:]
    private var lastTicket: UInt64 = 0
    /// Why the service could not be found or reached the last time.
    private(set) var failure: RPCStatus?
    private var isResolved = false
    private(set) var isClosed = false

    /// What a call finds.
    enum Choice {
        case connection(Connection)
        /// Somebody is connecting.
        case wait
        case none(RPCStatus)
    }

    /// Takes the connections in turn.
    ///
    /// - Returns: The next one; another than `last`, where there is another.
    mutating func choose(notAgain last: Connection? = nil) -> Choice {
        if !ready.isEmpty {
            turn = (turn + 1) % ready.count
            if ready[turn] === last { turn = (turn + 1) % ready.count }
            return .connection(ready[turn])
        }
        let isConnecting = phases.values.contains { if case .connecting = $0 { true } else { false } }
        let status = failure ?? RPCStatus(.unavailable, reason: "unreachable", message: "the service is nowhere")
        return !isClosed && (isConnecting || !isResolved) ? .wait : .none(status)
    }

    /// Whether there is a connection.
    var isConnected: Bool { !ready.isEmpty }

    /// Takes in where the service is now.
    ///
    /// - Returns: The addresses that are new, and those that are gone.
    mutating func resolved(_ new: [RPCAddress]) -> (added: [RPCAddress], removed: [RPCAddress]) {
        isResolved = true
        let known = Set(addresses)
        var seen: Set<RPCAddress> = []
        let unique = new.filter { seen.insert($0).inserted }
        let removed = addresses.filter { !seen.contains($0) }
        addresses = unique
        for address in removed { phases[address] = nil }
        let added = unique.filter { !known.contains($0) }
        for address in added { phases[address] = .connecting }
        if unique.isEmpty { failure = nil }
        listReady()
        return (added, removed)
    }

    /// Takes note that nobody knows where the service is; those who are known stay.
    mutating func couldNotResolve(_ status: RPCStatus) {
        isResolved = true
        failure = status
    }

    mutating func connecting(_ address: RPCAddress) {
        guard phases[address] != nil else { return }
        phases[address] = .connecting
        listReady()
    }

    mutating func connected(_ address: RPCAddress, _ connection: Connection) {
        guard phases[address] != nil else { return }
        phases[address] = .ready(connection)
        failure = nil
        listReady()
    }

    mutating func failed(_ address: RPCAddress, _ status: RPCStatus) {
        guard phases[address] != nil else { return }
        phases[address] = .failed
        failure = status
        listReady()
    }

    mutating func close() {
        isClosed = true
        phases.removeAll()
        addresses.removeAll()
        failure = RPCStatus(.unavailable, reason: "closed", message: "the client is closed")
        listReady()
    }

    private mutating func listReady() {
        ready = addresses.compactMap { address in
            if case .ready(let connection) = phases[address] { connection } else { nil }
        }
    }

    // MARK: Waiting

    mutating func newTicket() -> UInt64 {
        lastTicket += 1
        return lastTicket
    }

    /// Has a call wait for the next change.
    mutating func wait(_ ticket: UInt64, _ waiter: Waiter) {
        waiters[ticket] = waiter
    }

    /// Those who wait, who are to look again.
    mutating func takeWaiters() -> [Waiter] {
        defer { waiters.removeAll() }
        return Array(waiters.values)
    }

    /// One who waits no longer.
    mutating func takeWaiter(_ ticket: UInt64) -> Waiter? {
        waiters.removeValue(forKey: ticket)
    }
}
