import Chat
import Contracts
import Logging
import NIOCore
import Presence
import Telemetry

/// What a node hands to each of its shards: what is large and rare is boxed, so that messages move cheaply.
enum Arrival: Sendable {
    case message(OutboundMessage, recipients: [Recipient])
    indirect case event(Event, recipients: [Recipient])
    indirect case ephemeral(Ephemeral)
    /// What those attached have heard of already.
    indirect case announcement(Delivery)
}

extension Shard {
    /// How often history is asked for what is missing before a topic is given up.
    private static let repairAttempts = 3

    /// Passes arrivals on to this shard's sessions; when it returns, they are in the sessions' queues.
    func deliver(_ arrivals: [Arrival]) {
        var untold: UntoldMessages?
        for arrival in arrivals {
            switch arrival {
            case .message(let message, let recipients):
                arrive(message)
                if untold?.append(message, recipients) == true { continue }
                tellOnMe(untold)
                untold = UntoldMessages(message.sequence, by: message.sender, in: message.topic, recipients)
            case .event(let event, let recipients):
                finishMessages(&untold)
                apply(event, recipients)
            case .ephemeral(let event):
                finishMessages(&untold)
                apply(event)
            case .announcement(let delivery):
                finishMessages(&untold)
                announce(delivery)
            }
        }
        finishMessages(&untold)
    }

    /// Has messages out before what comes behind them.
    private func finishMessages(_ untold: inout UntoldMessages?) {
        writeUnwritten()
        tellOnMe(untold.take())
    }

    // MARK: Messages

    private func arrive(_ message: OutboundMessage) {
        acknowledge(delivered: message)
        if let topic = topics[message.topic] {
            take(message, in: topic)
        }
    }

    private func take(_ message: OutboundMessage, in topic: LocalTopic) {
        switch topic.order.arrive(message) {
        case .deliver: writeLater(message, in: topic)
        case .repair(let hole): repair(hole, in: message.topic)
        case .overflow: disconnect(message.topic)
        case .drop, .hold: break
        }
    }

    /// Writes what an order has set free, and goes on to the next hole.
    func deliver(_ release: DeliveryOrder<OutboundMessage>.Release, in topic: TopicID) {
        if let local = topics[topic] {
            for message in release.messages { writeLater(message, in: local) }
            writeUnwritten()
        }
        if let hole = release.repair {
            repair(hole, in: topic)
        }
    }

    /// Has a message written together with those of its topic that come with it, by ``writeUnwritten()``.
    ///
    /// Only messages of one topic keep their order: those of another that came before may be written after it, and so
    /// may a message after the notice of it on `me`.
    private func writeLater(_ message: OutboundMessage, in topic: LocalTopic) {
        if topic.unwritten.messages.isEmpty { unwritten.append(topic) }
        topic.unwritten.append(message)
        if topic.unwritten.isFull { writeUnwritten() }
    }

    private func writeUnwritten() {
        for topic in unwritten { write(topic.unwritten.take(), in: topic) }
        unwritten.removeAll(keepingCapacity: unwritten.count <= 1024)
    }

    private func write(_ messages: [OutboundMessage], in topic: LocalTopic) {
        let run = messages.count > 1 ? MessageRun(messages) : nil
        let silent = Set(messages.compactMap { sessionWithoutEcho(of: $0) })
        var sent = 0
        for attachment in topic.attachments where attachment.access.mode.contains(.read) {
            let isSilent = silent.contains(attachment.session.id)
            if let run, messages[0].sequence > attachment.head, !isSilent {
                attachment.session.connection.value.send(run, to: attachment.user, asReader: attachment.isReader)
                sent += messages.count
                continue
            }
            for message in messages where message.sequence > attachment.head {
                if isSilent, sessionWithoutEcho(of: message) == attachment.session.id { continue }
                attachment.session.connection.value.send(message, to: attachment.user, asReader: attachment.isReader)
                sent += 1
            }
        }
        node.meters.delivered(sent)
    }

    /// The session here that does not want the message back that it sent.
    private func sessionWithoutEcho(of message: OutboundMessage) -> UInt64? {
        guard let origin = message.origin, origin.noEcho, origin.node == node.id.rawValue else { return nil }
        return origin.session
    }

    /// Fills a hole from history.
    func repair(_ hole: ClosedRange<Int64>, in topic: TopicID) {
        node.meters.repaired()
        node.work.submit { [self] in await fill(hole, in: topic) }
    }

    private func fill(_ hole: ClosedRange<Int64>, in topic: TopicID) async {
        do {
            var next = hole.lowerBound
            while next <= hole.upperBound, topics[topic] != nil {
                let end = min(hole.upperBound, next + Int64(Limits.historyPage) - 1)
                let reply = try await replay(topic, from: next, through: end)
                let messages = reply.messages.compactMap { OutboundMessage($0, origin: nil) }
                let filled = reply.hasMore ? messages.last?.sequence ?? end : end
                if let release = topics[topic]?.order.repaired(messages, through: filled) {
                    deliver(release, in: topic)
                }
                next = filled + 1
            }
        } catch {
            disconnect(topic)
        }
    }

    private func replay(_ topic: TopicID, from: Int64, through: Int64) async throws -> HistoryReply {
        let request = ReplayRequest(topic: "\(topic)", from: from, through: through)
        for attempt in 1..<Self.repairAttempts {
            if let reply = try? await node.services.message.replay(request) { return reply }
            try await Task.sleep(for: .milliseconds(100 << attempt))
        }
        return try await node.services.message.replay(request)
    }

    /// Gives up on a topic: its sessions are disconnected, and read what they missed when they come back.
    private func disconnect(_ topic: TopicID) {
        // What is known to be next still goes out before the goodbye.
        writeUnwritten()
        logger.warning("deliveries of a topic cannot be repaired", metadata: .fields([.topic: "\(topic)"]))
        // Whoever attaches next starts from the head that it reads then.
        topics[topic]?.order = DeliveryOrder()
        topics[topic]?.outdateArrivals()
        for attachment in topics[topic]?.attachments ?? [] {
            attachment.session.connection.value.close(.serviceRestart, reason: "out of step")
        }
    }
}
