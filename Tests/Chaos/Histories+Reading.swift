import JSON
import ParleyClient

extension Histories {
    /// The same, with what two readers find in the topic, one at each gateway.
    func read(_ topic: String, at gateways: [String]) async throws -> Histories {
        var histories = self
        for url in gateways {
            let reader = try await insisting { try await Client.attached(to: topic, as: "frank", at: url) }
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
