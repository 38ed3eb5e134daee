import JSON

/// The requests that have no answer yet, and which of what the server says answers them.
struct PendingRequests {
    /// A request that waits for its answer.
    struct Waiter {
        let continuation: CheckedContinuation<Outcome, Never>
        /// Gives the request up when it has waited long enough.
        let timer: Task<Void, Never>
        /// Whether a `meta` answers it too.
        let takesMeta: Bool
    }

    /// What ends the wait for an answer.
    enum Answer: Sendable {
        case control(Control)
        case meta(RawJSON)
    }

    /// An answer, or why there is none.
    typealias Outcome = Result<Answer, ClientError>

    /// The messages of a topic that have come since they were asked for.
    private struct Page {
        let request: String
        let topic: String
        let range: Range<Int64>
        var messages: [RawJSON] = []

        /// Whether a message is one of those asked for.
        func wants(_ message: JSONObjectView) -> Bool {
            guard let sequence = message["seq"]?.int else { return false }
            return message["topic"]?.string == topic && range.contains(sequence)
        }
    }

    private var waiting: [String: Waiter] = [:]
    /// The pages that are being sent, in the order asked for.
    private var pages: [Page] = []
    private var lastID = 0

    /// An id for a request; none is given twice.
    mutating func nextID() -> String {
        lastID += 1
        return String(lastID)
    }

    /// Lets a request wait for its answer.
    mutating func wait(for id: String, _ waiter: Waiter) {
        waiting[id] = waiter
    }

    /// Ends the wait of a request, if it still waits.
    mutating func settle(_ id: String, _ result: Outcome) {
        guard let waiter = waiting.removeValue(forKey: id) else { return }
        waiter.timer.cancel()
        waiter.continuation.resume(returning: result)
    }

    /// Ends the wait of all.
    mutating func settleAll(_ result: Outcome) {
        for id in Array(waiting.keys) { settle(id, result) }
    }

    /// Begins to collect the messages that a request asks for.
    mutating func openPage(for request: String, of topic: String, _ range: Range<Int64>) {
        pages.append(Page(request: request, topic: topic, range: range))
    }

    /// Ends the collecting.
    ///
    /// - Returns: What has come.
    mutating func closePage(for request: String) -> [RawJSON] {
        guard let place = pages.firstIndex(where: { $0.request == request }) else { return [] }
        return pages.remove(at: place).messages
    }

    /// Takes in what the server says.
    ///
    /// - Returns: Whether somebody waited for just this, so that nobody else needs to know.
    mutating func take(_ event: ServerEvent) -> Bool {
        switch event {
        case .control(let control):
            guard let id = control.id, waiting[id] != nil else { return false }
            settle(id, .success(.control(control)))
            return true
        case .meta(let body):
            if let id = body.object?["id"]?.string, waiting[id]?.takesMeta == true {
                settle(id, .success(.meta(body)))
            }
            return false
        case .data(let body):
            guard !pages.isEmpty, let message = body.object,
                let place = pages.firstIndex(where: { $0.wants(message) })
            else { return false }
            pages[place].messages.append(body)
            return true
        case .pres, .info, .closed: return false
        }
    }
}
