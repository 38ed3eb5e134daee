import ParleyClient
import Synchronization

/// Somebody who publishes one message after the other, each with a key and again until it is acknowledged, and who goes
/// to another gateway when the one is lost.
final class Author: Sendable {
    private let login: String
    private let topic: String
    private let gateways: [String]
    private let ledger: Ledger
    private let isFinished = Atomic(false)

    init(_ login: String, in topic: String, at gateways: [String], _ ledger: Ledger) {
        self.login = login
        self.topic = topic
        self.gateways = gateways
        self.ledger = ledger
    }

    /// Has ``run()`` end with the message that it is at.
    func finish() { isFinished.store(true, ordering: .relaxed) }

    /// Publishes until told to finish.
    ///
    /// Every eighth message is published once more when it was acknowledged; every tenth is given up at its first trouble, so
    /// that nobody knows what became of it.
    func run() async {
        var connection: Client?
        var attempts = 0
        for number in 1... {
            guard !isFinished.load(ordering: .relaxed), !Task.isCancelled else { break }
            let key = "\(login)-\(number)"
            var due = number % 8 == 0 ? 2 : 1
            ledger.publishing(key)
            while due > 0, !Task.isCancelled {
                do throws(ClientError) {
                    let client: Client
                    if let connection {
                        client = connection
                    } else {
                        attempts += 1
                        client = try await Client.attached(
                            to: topic, as: login, at: gateways[attempts % gateways.count])
                        connection = client
                    }
                    ledger.conclude(key, .ok(try await client.publish(topic, text: key, key: key)))
                    due -= 1
                    continue
                } catch {
                    switch error {
                    case .refused(let code, _, _) where code == 503 || code == 429:
                        if connection != nil { ledger.conclude(key, .postponed) }
                    case .refused(let code, _, _) where code == 504:
                        if connection != nil { ledger.conclude(key, .unknown) }
                    case .refused(let code, let text, _) where connection != nil:
                        ledger.conclude(key, .failed)
                        ledger.refuse("\(key): \(code) \(text)")
                    default:
                        if connection != nil { ledger.conclude(key, .unknown) }
                        await connection?.close()
                        connection = nil
                    }
                }
                if number % 10 == 0 { break }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
        await connection?.close()
    }
}
