/// Which consumer of a group has which partition, and which should have it.
///
/// Pure state.
///
/// A partition is first taken from its owner, and given to the next one only when the owner has let go of it.
struct GroupAssignment: Equatable {
    typealias MemberID = Int

    /// What a consumer is told.
    enum Change: Sendable, Equatable {
        case assigned(Int)
        case revoked(Int)
    }

    /// A change and whom to tell it.
    struct Order: Equatable {
        let member: MemberID
        let change: Change
    }

    private struct Partition: Equatable {
        /// Who works on it, until it lets go.
        var owner: MemberID?
        /// Who should have it.
        var target: MemberID?
        /// The owner has been told to let go.
        var isRevoking = false
    }

    private var members: [MemberID] = []
    private var partitions: [Partition]
    private var nextID: MemberID = 0

    init(partitions: Int) {
        self.partitions = Array(repeating: Partition(), count: partitions)
    }

    /// Adds a consumer, and takes a fair share from the others.
    mutating func join() -> (member: MemberID, orders: [Order]) {
        let member = nextID
        nextID += 1
        members.append(member)
        return (member, rebalance())
    }

    /// Removes a consumer.
    ///
    /// Its partitions stay its own until it releases them; it is told nothing more.
    mutating func leave(_ member: MemberID) -> [Order] {
        guard let index = members.firstIndex(of: member) else { return [] }
        members.remove(at: index)
        return rebalance()
    }

    /// A consumer, present or past, has let go of a partition.
    mutating func release(_ partition: Int, by member: MemberID) -> [Order] {
        guard partitions[partition].owner == member else { return [] }
        partitions[partition].owner = nil
        partitions[partition].isRevoking = false
        return orders(for: partition)
    }

    /// Shares partitions evenly, moving as few as possible.
    private mutating func rebalance() -> [Order] {
        var quotas = quotas()
        var homeless: [Int] = []
        for index in partitions.indices {
            if let target = partitions[index].target, let left = quotas[target], left > 0 {
                quotas[target] = left - 1
            } else {
                partitions[index].target = nil
                homeless.append(index)
            }
        }
        var takers = members.flatMap { Array(repeating: $0, count: quotas[$0] ?? 0) }[...]
        for index in homeless {
            partitions[index].target = takers.popFirst()
        }
        return partitions.indices.flatMap { orders(for: $0) }
    }

    /// How many partitions each consumer should have: the eldest get one more if they do not divide.
    private func quotas() -> [MemberID: Int] {
        guard !members.isEmpty else { return [:] }
        let (share, rest) = partitions.count.quotientAndRemainder(dividingBy: members.count)
        return Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, share + ($0 < rest ? 1 : 0)) })
    }

    /// What must be said about one partition for it to get to its target.
    private mutating func orders(for index: Int) -> [Order] {
        let partition = partitions[index]
        guard partition.owner != partition.target else { return [] }
        if let owner = partition.owner {
            guard !partition.isRevoking, members.contains(owner) else { return [] }
            partitions[index].isRevoking = true
            return [Order(member: owner, change: .revoked(index))]
        }
        guard let target = partition.target else { return [] }
        partitions[index].owner = target
        return [Order(member: target, change: .assigned(index))]
    }
}
