import Chat
import Contracts
import RPC

/// How what a topic says of itself changes.
enum DescribingRules {
    /// What is to change.
    ///
    /// JSON is patches, empty where nothing is said.
    struct Changes: Hashable, Sendable {
        var publicJSON: [UInt8] = []
        var trustedJSON: [UInt8] = []
        var privateJSON: [UInt8] = []
        var defaultAccess: DefaultAccess?
    }

    /// Changes what everybody sees, and what only the actor sees.
    ///
    /// Returns whether anything changed.
    ///
    /// - `limit`: the largest value kept, bytes.
    static func update(
        _ snapshot: inout TopicSnapshot, _ changes: Changes, limit: Int
    ) throws(RPCStatus) -> Bool {
        var topic = try snapshot.living()
        var isChanged = false
        if !changes.publicJSON.isEmpty {
            try snapshot.require(.updateTopic, in: topic)
            isChanged = try JSONPatch.apply(changes.publicJSON, to: &topic.publicJSON, limit: limit)
        }
        if !changes.trustedJSON.isEmpty {
            try snapshot.require(.setTrusted, in: topic)
            isChanged = try JSONPatch.apply(changes.trustedJSON, to: &topic.trustedJSON, limit: limit) || isChanged
        }
        if let access = changes.defaultAccess {
            try snapshot.require(.updateDefaults, in: topic)
            guard !access.authenticated.union(access.anonymous).contains(.owner) else {
                throw RPCStatus.malformed("ownership by default")
            }
            isChanged = isChanged || access != topic.defaultAccess
            topic.defaultAccess = access
        }
        if isChanged {
            topic.updatedAt = snapshot.now
            snapshot.topic = topic
            snapshot.events.append(.description)
        }
        return try patchPrivate(&snapshot, changes.privateJSON, limit: limit) || isChanged
    }

    /// Changes what only the actor sees of the topic.
    ///
    /// Returns whether anything changed.
    ///
    /// - `isNoted`: whether the actor's other sessions are to hear of it.
    static func patchPrivate(
        _ snapshot: inout TopicSnapshot, _ patch: [UInt8], limit: Int, isNoted: Bool = true
    ) throws(RPCStatus) -> Bool {
        guard !patch.isEmpty else { return false }
        let topic = try snapshot.living()
        guard let own = snapshot.active(snapshot.actor.user) else { throw RPCStatus.permissionDenied }
        try snapshot.require(.updatePrivate, in: topic)
        var notes = own.privateJSON
        guard try JSONPatch.apply(patch, to: &notes, limit: limit) else { return false }
        snapshot.subscriptions[own.user]?.privateJSON = notes
        snapshot.subscriptions[own.user]?.updatedAt = snapshot.now
        if isNoted {
            snapshot.events.append(.ownNotes(own.user))
        }
        return true
    }

    /// Replaces the tags.
    ///
    /// Returns how many were added and removed.
    ///
    /// - `tags`: as ``TopicTags/read(_:)`` makes them.
    static func setTags(
        _ snapshot: inout TopicSnapshot, _ tags: [String]
    ) throws(RPCStatus) -> (added: Int, removed: Int) {
        let topic = try snapshot.living()
        try snapshot.require(.setTags, in: topic)
        let (old, new) = (Set(topic.tags), Set(tags))
        if old != new {
            snapshot.topic?.tags = tags
            snapshot.events.append(.tags)
        }
        return (new.subtracting(old).count, old.subtracting(new).count)
    }

    /// Patches the shared extras, such as pins.
    ///
    /// Returns whether anything changed.
    static func setAuxiliary(
        _ snapshot: inout TopicSnapshot, _ patch: [UInt8], limit: Int
    ) throws(RPCStatus) -> Bool {
        let topic = try snapshot.living()
        try snapshot.require(.setAuxiliary, in: topic)
        var extras = topic.auxiliaryJSON
        guard try JSONPatch.apply(patch, to: &extras, limit: limit) else { return false }
        snapshot.topic?.auxiliaryJSON = extras
        snapshot.events.append(.auxiliary)
        return true
    }
}
