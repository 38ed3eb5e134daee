import Contracts
import EventLog
import Wire

/// Feeds the router from `parley.message`.
struct MessageProcessor: LogProcessor {
    let router: Router

    func assigned(_ partition: Int) async { router.assigned(partition) }

    func revoked(_ partition: Int) async { router.revoked(partition) }

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        try await router.routeMessages(try batch.decoded(CommittedMessage.self), partition: partition)
    }
}

/// Feeds the router from `parley.event`.
struct EventProcessor: LogProcessor {
    let router: Router

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        try await router.routeEvents(try batch.decoded(Event.self))
    }
}

extension [ConsumedRecord] {
    /// - Throws: `PoisonRecord` for the first that cannot be read.
    fileprivate func decoded<Message: WireMessage>(_: Message.Type) throws -> [Message] {
        var messages: [Message] = []
        for (index, record) in enumerated() {
            guard let message = try? Message(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable record")
            }
            messages.append(message)
        }
        return messages
    }
}
