/// One stay of an address among those of a service: an address that goes and comes back has another one.
struct PoolPlace: Hashable {
    let address: RPCAddress
    let number: Int
}

/// What a pool knows of the replicas of its service: decisions only.
struct PoolState<Connection: AnyObject> {
    typealias Waiter = CheckedContinuation<Void, Never>

    private enum Phase {
        case connecting
        case ready(Connection)
        case failed
    }

    private var places: [PoolPlace] = []
    private var phases: [PoolPlace: Phase] = [:]
    private var lastPlace = 0
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
    /// - Returns: The places that are new, and those that are gone.
    mutating func resolved(_ addresses: [RPCAddress]) -> (added: [PoolPlace], removed: [PoolPlace]) {
        isResolved = true
        var former: [RPCAddress: PoolPlace] = [:]
        for place in places { former[place.address] = place }
        var seen: Set<RPCAddress> = []
        var added: [PoolPlace] = []
        places = addresses.filter { seen.insert($0).inserted }.map { address in
            if let place = former.removeValue(forKey: address) { return place }
            lastPlace += 1
            let place = PoolPlace(address: address, number: lastPlace)
            added.append(place)
            return place
        }
        let removed = Array(former.values)
        for place in removed { phases[place] = nil }
        for place in added { phases[place] = .connecting }
        if places.isEmpty { failure = nil }
        listReady()
        return (added, removed)
    }

    /// Takes note that nobody knows where the service is; those who are known stay.
    mutating func couldNotResolve(_ status: RPCStatus) {
        isResolved = true
        failure = status
    }

    mutating func connecting(_ place: PoolPlace) {
        guard phases[place] != nil else { return }
        phases[place] = .connecting
        listReady()
    }

    mutating func connected(_ place: PoolPlace, _ connection: Connection) {
        guard phases[place] != nil else { return }
        phases[place] = .ready(connection)
        failure = nil
        listReady()
    }

    mutating func failed(_ place: PoolPlace, _ status: RPCStatus) {
        guard phases[place] != nil else { return }
        phases[place] = .failed
        failure = status
        listReady()
    }

    mutating func close() {
        isClosed = true
        phases.removeAll()
        places.removeAll()
        failure = RPCStatus(.unavailable, reason: "closed", message: "the client is closed")
        listReady()
    }

    private mutating func listReady() {
        ready = places.compactMap { place in
            if case .ready(let connection) = phases[place] { connection } else { nil }
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
