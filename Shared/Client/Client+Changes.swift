import JSON

/// Changes to topics that are made often, on top of `set` and `delete`.
///
/// All throw `refused`, `timeout`, `closed` or `cancelled`.
extension Client {
    /// Invites a user into a group, or changes what a member is given there.
    ///
    /// - Parameters:
    ///   - user: The user's id.
    ///   - mode: The access, as in `JRWPS`; the group's default when nil.
    ///   - topic: The group. The session must be attached to it.
    /// - Returns: The answer; what the member may do then is among its parameters.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    @discardableResult
    package func invite(_ user: String, mode: String? = nil, to topic: String) async throws(ClientError) -> Control {
        let change = RawJSON.build { writer in
            writer.beginObject()
            writer.field("user", user)
            writer.field("mode", ifPresent: mode)
            writer.endObject()
        }
        return try await set(topic, .object(["sub": change]))
    }

    /// Puts a member out of a group that the session is attached to.
    @discardableResult
    package func remove(_ user: String, from topic: String) async throws(ClientError) -> Control {
        try await delete(topic, .object(["what": .string("sub"), "user": .string(user)]))
    }

    /// Deletes messages.
    ///
    /// - Parameters:
    ///   - messages: Their numbers.
    ///   - topic: A topic that the session is attached to.
    ///   - forAll: Whether others lose them too, where the user is allowed that; otherwise they are gone for the user.
    /// - Returns: The number of the deletion.
    /// - Throws: `refused`, `timeout`, `closed`, `cancelled` or `unexpectedAnswer`.
    @discardableResult
    package func deleteMessages(
        _ messages: [Range<Int64>], of topic: String, forAll: Bool = false
    ) async throws(ClientError) -> Int64 {
        let target = RawJSON.build { writer in
            writer.beginObject()
            writer.field("what", "msg")
            if forAll { writer.field("hard", true) }
            writer.array("delseq") { writer in
                for range in messages {
                    writer.beginObject()
                    writer.field("low", range.lowerBound)
                    writer.field("hi", range.upperBound)
                    writer.endObject()
                }
            }
            writer.endObject()
        }
        guard let number = try await delete(topic, target)["del"]?.int else { throw .unexpectedAnswer }
        return number
    }

    /// Deletes a topic: for all if the user owns it, otherwise the user's part of it.
    @discardableResult
    package func deleteTopic(_ topic: String) async throws(ClientError) -> Control {
        try await delete(topic, .object(["what": .string("topic")]))
    }
}
