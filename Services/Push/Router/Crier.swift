import Chat
import Contracts
import Metrics
import Presence
import Synchronization

/// Tells the members of crowds who are online and are not looking what happened.
///
/// It walks through a crowd page by page, so that no more of it than a page is ever in memory, and one walk at a time. What
/// comes in for the same topic meanwhile waits, and of each kind only the newest: its number tells all that came before.
/// After a walk it rests, so that what is said to crowds never takes more than a quarter of the time from messages.
/// Best effort: what waits when the process ends is not told; whoever asks for the topic learns it.
final class Crier: Sendable {
    /// Topics that may wait; what comes when it is full is not told.
    static let capacity = 1000
    /// Members that are looked for at once.
    static let page: Int32 = 1000

    private struct State {
        var waiting: [String: Delivery] = [:]
        var order: [String] = []
        var wake: CheckedContinuation<Void, Never>?

        mutating func keep(_ delivery: Delivery, _ key: String) -> Bool {
            if waiting[key] == nil {
                guard order.count < Crier.capacity else { return false }
                order.append(key)
            }
            waiting[key] = delivery
            return true
        }
    }

    /// How many times as long as a walk the rest after it is.
    private static let rest = 3

    private let group: GroupStub
    private let clock: any Clock<Duration>
    private let presence: any Presence
    private let nodes: NodeDelivery
    private let state = Mutex(State())
    private let walks = Counter(label: "parley_push_crowd_walks_total")
    private let dropped = Counter(label: "parley_push_crowd_dropped_total")

    init(group: GroupStub, presence: any Presence, nodes: NodeDelivery, clock: any Clock<Duration>) {
        self.group = group
        self.clock = clock
        self.presence = presence
        self.nodes = nodes
    }

    /// Has the members told; returns at once.
    func cry(_ delivery: Delivery) {
        guard let kind = delivery.kind else { return }
        let key = "\(kind) \(delivery.topic)"
        let isKept = state.withLock { $0.keep(delivery, key) }
        if !isKept { dropped.increment() }
        wake()
    }

    /// Walks until cancelled.
    func run() async {
        while !Task.isCancelled {
            while let delivery = next() {
                let took = await clock.measure { await walk(delivery) }
                let isOver = (try? await clock.sleep(for: took * Self.rest)) == nil
                if isOver { return }
            }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let isDue = state.withLock { state in
                        guard state.order.isEmpty, !Task.isCancelled else { return true }
                        state.wake = continuation
                        return false
                    }
                    if isDue { continuation.resume() }
                }
            } onCancel: {
                wake()
            }
        }
    }

    private func wake() {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.wake = nil }
            return state.wake
        }
        waiting?.resume()
    }

    private func next() -> Delivery? {
        state.withLock { state in
            guard !state.order.isEmpty else { return nil }
            return state.waiting.removeValue(forKey: state.order.removeFirst())
        }
    }

    /// Tells one thing to all of a topic who are to know it and have a session somewhere.
    func walk(_ delivery: Delivery) async {
        walks.increment()
        var after: UInt64 = 0
        while !Task.isCancelled {
            let request = AudienceRequest(topic: delivery.topic, after: after, limit: Self.page)
            guard let reply = try? await group.audience(request), let last = reply.members.last else { return }
            await tell(delivery, reply.members.filter { delivery.concerns($0) })
            guard reply.hasMore else { return }
            after = last.user
        }
    }

    private func tell(_ delivery: Delivery, _ members: [AudienceMember]) async {
        let users = members.map { UserID(rawValue: $0.user)?.description ?? "" }
        guard !users.isEmpty, let interested = try? await presence.interested(in: users) else { return }
        var byNode: [NodeID: [Recipient]] = [:]
        for (member, nodes) in zip(members, interested) {
            for node in nodes {
                byNode[node, default: []].append(
                    Recipient(user: member.user, mode: member.mode, isReader: member.isReader))
            }
        }
        for (node, recipients) in byNode {
            var share = delivery
            share.recipients = recipients
            share.isAnnouncement = true
            _ = try? await nodes.deliver([share], to: node)
        }
    }
}

extension Delivery {
    /// The topic that it is about.
    fileprivate var topic: String { message?.message?.topic ?? event?.topic ?? "" }

    /// What takes the place of what: nil for what is not told to crowds.
    fileprivate var kind: String? {
        if message != nil { return "message" }
        if let deletion = event?.messagesDeleted { return deletion.user == 0 ? "deletion" : nil }
        if event?.messageReacted != nil { return "reaction" }
        if event?.topicDeleted != nil { return "end" }
        if event?.topicChanged?.description == true { return "description" }
        return nil
    }

    /// Whether a member is to know it.
    fileprivate func concerns(_ member: AudienceMember) -> Bool {
        let mode = AccessMode(mask: member.mode)
        if message != nil || event?.messageReacted != nil { return mode.isSuperset(of: [.read, .presence]) }
        return event?.topicDeleted != nil || mode.contains(.join)
    }
}
