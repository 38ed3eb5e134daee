import JSON
import ParleyClient
import Testing

extension Ledger {
    /// Reads back what is stored, prints what was counted, and expects no fault in it.
    func judge(_ topic: String, at gateways: [String], as name: String) async throws -> Histories {
        let histories = try await histories.read(topic, at: gateways)
        print("\(name): \(histories)")
        let faults = HistoryChecker.faults(in: histories)
        // Messages may be long, and a fault names them.
        #expect(faults.isEmpty, "\(faults.count) faults: \(faults.map { $0.prefix(200) }.prefix(10))")
        return histories
    }
}

extension Histories {
    /// The same, with what two readers find in the topic, one at each gateway.
    fileprivate func read(_ topic: String, at gateways: [String]) async throws -> Histories {
        var histories = self
        for url in gateways {
            let reader = try await Client.patient("frank", at: url, in: topic).client
            histories.stored.append(try await reader.messages(of: topic))
            await reader.close()
        }
        return histories
    }
}

extension Client {
    /// All of a topic's messages, oldest first.
    fileprivate func messages(of topic: String) async throws -> [Placed] {
        var found: [Placed] = []
        while found.last?.place != 1 {
            let page = try await messages(of: topic, before: found.last?.place)
            guard !page.isEmpty else { break }
            found += page
        }
        return found.reversed()
    }

    private func messages(of topic: String, before: Int64?) async throws -> [Placed] {
        let bound = before.map { #","data":{"before":\#($0)}"# } ?? ""
        try send(raw: #"{"get":{"id":"page","topic":"\#(topic)","what":"data"\#(bound)}}"#)
        var page: [Placed] = []
        for await event in events {
            switch event {
            case .data(let body):
                if let message = Placed(body, in: topic) { page.append(message) }
            case .control(let control) where control.id == "page":
                return page
            default: continue
            }
        }
        throw ClientError.closed
    }
}
