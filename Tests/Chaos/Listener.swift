import JSON
import ParleyClient
import Synchronization

/// Somebody who stays attached to a topic, comes back whenever the connection is lost, and notes what comes.
final class Listener: Sendable {
    private let login: String
    private let topic: String
    private let gateways: [String]
    private let ledger: Ledger
    private let seen = Mutex(Seen())

    private struct Seen {
        var last: Int64 = 0
        var connections: [Int] = []
        var isPutOut = false
    }

    init(_ login: String, in topic: String, at gateways: [String], _ ledger: Ledger) {
        self.login = login
        self.topic = topic
        self.gateways = gateways
        self.ledger = ledger
    }

    /// The greatest place that has come.
    var last: Int64 { seen.withLock(\.last) }

    /// The numbers of the connections, in the ledger.
    var connections: [Int] { seen.withLock(\.connections) }

    /// Whether the server said that the listener does not belong to the topic any more.
    var isPutOut: Bool { seen.withLock(\.isPutOut) }

    /// Listens until cancelled.
    func run() async {
        var attempts = 0
        while !Task.isCancelled {
            attempts += 1
            do throws(ClientError) {
                let client = try await Client.attached(to: topic, as: login, at: gateways[attempts % gateways.count])
                await listen(to: client)
                await client.close()
            } catch {
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    private func listen(to client: Client) async {
        // Asked when attached already: what is published from here on has to come.
        let head = try? await client.description(of: topic)?.object?["seq"]?.int
        let connection = ledger.connect(head: head)
        seen.withLock { $0.connections.append(connection) }
        for await event in client.events {
            switch event {
            case .data(let body):
                guard let message = Placed(body, in: topic) else { continue }
                ledger.hear(message, over: connection)
                seen.withLock { $0.last = max($0.last, message.place) }
            case .control(let control) where control.code == 205 && control.topic == topic:
                // Goes on listening: nothing is to come any more.
                seen.withLock { $0.isPutOut = true }
            default: continue
            }
        }
    }
}

extension Placed {
    /// Reads a `data`; nil for one of another topic.
    init?(_ body: RawJSON, in topic: String) {
        guard let data = body.object, data["topic"]?.string == topic, let place = data["seq"]?.int,
            let text = data["content"]?.string
        else { return nil }
        self.init(place: place, text: text)
    }
}
