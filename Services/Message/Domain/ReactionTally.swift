package import Contracts
import Wire

/// The reactions to one message, counted.
///
/// Pure. One user has one reaction to a message. Values are compared byte by byte, as stores do.
package struct ReactionTally: Sendable, Equatable {
    /// How many of those who reacted are named with each value; of more, only how many they are.
    package static let namedUsers = 100

    /// By value, in the order in which the values came up; none without users.
    package private(set) var reactions: [Reaction]

    /// Begins with what was counted before.
    package init(_ reactions: [Reaction] = []) {
        self.reactions = reactions
    }

    /// Has a user answer with another value.
    ///
    /// - Parameters:
    ///   - user: Whose reaction changes.
    ///   - old: The user's reaction until now; empty for none.
    ///   - new: The one from now on; empty for none.
    ///   - limit: The most different values.
    ///   - number: The number of the change.
    /// - Returns: Whether it is so now; false, and nothing changed, if there would be too many values.
    package mutating func change(
        of user: UInt64, from old: String, to new: String, limit: Int, number: Int64
    ) -> Bool {
        var changed = reactions
        if let place = Self.place(of: old, in: changed) {
            changed[place].count -= 1
            changed[place].users.removeAll { $0 == user }
            if changed[place].count <= 0 { changed.remove(at: place) }
        }
        if let place = Self.place(of: new, in: changed) {
            changed[place].count += 1
            changed[place].id = number
            changed[place].users = Array(([user] + changed[place].users).prefix(Self.namedUsers))
        } else if !new.isEmpty {
            guard changed.count < limit else { return false }
            changed.append(Reaction(id: number, value: new, count: 1, users: [user]))
        }
        reactions = changed
        return true
    }

    /// What one user is shown.
    ///
    /// - Parameters:
    ///   - user: Who looks: always named among those with the same value.
    ///   - own: The user's own reaction; empty for none.
    ///   - isReader: Whether nobody else is named.
    /// - Returns: A row a value.
    package func shown(to user: UInt64, own: String, isReader: Bool) -> [Reaction] {
        reactions.map { reaction in
            var reaction = reaction
            let isOwn = reaction.value.isSameText(as: own)
            if isReader {
                reaction.users = isOwn ? [user] : []
            } else if isOwn, !reaction.users.contains(user) {
                reaction.users.append(user)
            }
            return reaction
        }
    }

    private static func place(of value: String, in reactions: [Reaction]) -> Int? {
        reactions.firstIndex { $0.value.isSameText(as: value) }
    }
}

extension String {
    /// Whether the bytes are the same: Swift takes texts for equal that only look alike.
    package func isSameText(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8)
    }
}
