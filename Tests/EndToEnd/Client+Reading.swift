import JSON
import ParleyClient
import Testing

/// A message as the tests look at it.
struct ReadMessage: Sendable, Equatable {
    let sequence: Int64
    let text: String
}

extension Client {
    /// The texts of the next messages that arrive in a topic.
    func texts(of topic: String, count: Int) async throws -> [String] {
        var found: [String] = []
        for await event in events {
            guard case .data(let body) = event, body.object?["topic"]?.string == topic else { continue }
            found.append(try ReadMessage(body).text)
            if found.count == count { return found }
        }
        Issue.record("the connection ended after \(found.count) of \(count) messages")
        return found
    }

    /// The next `ctrl` that no request of this client waits for.
    func nextControl() async throws -> Control {
        for await event in events {
            if case .control(let control) = event { return control }
        }
        throw ClientError.closed
    }

    /// All of a topic's messages, oldest first, asked for page by page.
    func history(of topic: String) async throws -> [ReadMessage] {
        var messages: [ReadMessage] = []
        while messages.last?.sequence != 1 {
            let page = try await page(of: topic, before: messages.last?.sequence)
            guard !page.isEmpty else { break }
            messages += page
        }
        return messages.reversed()
    }

    /// Up to a hundred messages, newest first.
    private func page(of topic: String, before: Int64?) async throws -> [ReadMessage] {
        let bound = before.map { #", "data": {"before": \#($0)}"# } ?? ""
        try send(raw: #"{"get": {"id": "page", "topic": "\#(topic)", "what": "data"\#(bound)}}"#)
        var page: [ReadMessage] = []
        for await event in events {
            switch event {
            case .data(let body): page.append(try ReadMessage(body))
            case .control(let control) where control.id == "page": return page
            default: continue
            }
        }
        throw ClientError.closed
    }
}

extension ReadMessage {
    init(_ body: RawJSON) throws {
        let message = try #require(body.object)
        sequence = try #require(message["seq"]?.int)
        text = try #require(message["content"]?.string)
    }
}
