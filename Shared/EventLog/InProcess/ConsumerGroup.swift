import Synchronization

/// The consumers of one group of one topic in this process, and who of them has which partition.
final class ConsumerGroup: Sendable {
    /// A consumer's place in the group.
    struct Membership: Sendable {
        let id: GroupAssignment.MemberID
        /// What to do, in order; ends when the consumer has left.
        let changes: AsyncStream<GroupAssignment.Change>
    }

    private struct State {
        var assignment: GroupAssignment
        var feeds: [GroupAssignment.MemberID: AsyncStream<GroupAssignment.Change>.Continuation] = [:]

        /// Under the lock, so that every consumer hears its changes in the order in which they were decided.
        func announce(_ orders: [GroupAssignment.Order]) {
            for order in orders {
                feeds[order.member]?.yield(order.change)
            }
        }
    }

    let name: String
    private let state: Mutex<State>

    init(name: String, partitions: Int) {
        self.name = name
        state = Mutex(State(assignment: GroupAssignment(partitions: partitions)))
    }

    /// Enters the group.
    func join() -> Membership {
        // Bounded by the group itself: a partition has at most one unread assignment and one unread revocation.
        let (changes, feed) = AsyncStream.makeStream(of: GroupAssignment.Change.self)
        return state.withLock { state in
            let (id, orders) = state.assignment.join()
            state.feeds[id] = feed
            state.announce(orders)
            return Membership(id: id, changes: changes)
        }
    }

    /// Leaves the group: the changes end, and the others get what this consumer releases from now on.
    func leave(_ member: GroupAssignment.MemberID) {
        state.withLock { state in
            state.feeds.removeValue(forKey: member)?.finish()
            let orders = state.assignment.leave(member)
            state.announce(orders)
        }
    }

    /// Lets go of a partition, which may go to another consumer at once.
    func release(_ partition: Int, by member: GroupAssignment.MemberID) {
        state.withLock { state in
            let orders = state.assignment.release(partition, by: member)
            state.announce(orders)
        }
    }
}
