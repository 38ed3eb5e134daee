import JSON
import ParleyClient
import Synchronization

/// Somebody who stays attached to a topic, comes back whenever the connection is lost, and notes what comes.
final class Listener: Sendable {
    private let login: String
    private let topic: String
    private let gateways: [String]
    private let ledger: Ledger
    private let latest = Mutex<Int64>(0)

    init(_ login: String, in topic: String, at gateways: [String], _ ledger: Ledger) {
        self.login = login
        self.topic = topic
        self.gateways = gateways
        self.ledger = ledger
    }

    /// The greatest place that has come.
    var last: Int64 { latest.withLock(\.self) }

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
        for await event in client.events {
            guard case .data(let body) = event, let message = Placed(body, in: topic) else { continue }
            ledger.hear(message, over: connection)
            latest.withLock { $0 = max($0, message.place) }
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
