package import JSON

/// Questions about topics, each with the one answer that belongs to it.
///
/// All throw `refused`, `timeout`, `closed` or `cancelled`.
extension Client {
    /// What is known of a topic: `desc`, an object; nil when there is nothing to tell.
    package func description(of topic: String) async throws(ClientError) -> RawJSON? {
        try await part("desc", of: topic)
    }

    /// The conversations of `me`, or the members of another topic.
    ///
    /// - Parameters:
    ///   - topic: `me`, or a topic that the session is attached to.
    ///   - only: Of `me`, only this conversation.
    /// - Returns: The rows, in the server's order.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    package func subscriptions(
        of topic: String, only: String? = nil
    ) async throws(ClientError) -> [TopicSubscription] {
        let options = only.map { RawJSON.object(["topic": .string($0)]) }
        return try await part("sub", of: topic, options: options)?.array?.compactMap(TopicSubscription.init) ?? []
    }

    /// What a group, or the user as `me`, is found by.
    package func tags(of topic: String) async throws(ClientError) -> [String] {
        try await part("tags", of: topic)?.array?.compactMap(\.string) ?? []
    }

    /// What the members of a topic share besides messages, such as pins: an object; nil when there is nothing.
    package func auxiliary(of topic: String) async throws(ClientError) -> RawJSON? {
        try await part("aux", of: topic)
    }

    /// How the user can be reached; the session must be attached to `me`.
    ///
    /// - Returns: The credentials as the server writes them, objects with `meth`, `val` and `done`.
    package func credentials() async throws(ClientError) -> [RawJSON] {
        try await part("cred", of: "me")?.array ?? []
    }

    /// Which messages were deleted.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - deletion: The number of the first deletion to tell of; all of them by default.
    /// - Returns: The numbers of the messages, and the number of the last deletion told of; nil when there is none.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    package func deletions(
        of topic: String, since deletion: Int64? = nil
    ) async throws(ClientError) -> (messages: [Range<Int64>], last: Int64)? {
        let options = deletion.map { RawJSON.object(["since": .int($0)]) }
        guard let log = try await part("del", of: topic, options: options)?.object else { return nil }
        let ranges = log["delseq"]?.array?.compactMap { $0.messageRange } ?? []
        return (ranges, log["clear"]?.int ?? 0)
    }

    /// Messages of a topic that the session is attached to, oldest first.
    ///
    /// What is published while they are sent and has a number asked for is among them, and does not arrive in `events`.
    ///
    /// - Parameters:
    ///   - topic: The topic.
    ///   - since: The number of the first message wanted.
    ///   - before: The number after the last one wanted.
    ///   - limit: How many at most; the newest are sent. The server sends 100 at most.
    /// - Returns: The messages; deleted ones are left out.
    /// - Throws: `refused`, `timeout`, `closed` or `cancelled`.
    package func messages(
        of topic: String, since: Int64? = nil, before: Int64? = nil, limit: Int? = nil
    ) async throws(ClientError) -> [TopicMessage] {
        let first = since ?? 0
        let page = try await page(of: topic, first..<max(first, before ?? .max)) { writer in
            writer.field("topic", topic)
            writer.field("what", "data")
            writer.object("data") { writer in
                writer.field("since", ifPresent: since)
                writer.field("before", ifPresent: before)
                writer.field("limit", ifPresent: limit)
            }
        }
        let messages = Dictionary(page.compactMap { TopicMessage($0) }.map { ($0.sequence, $0) }) { first, _ in first }
        return messages.values.sorted { $0.sequence < $1.sequence }
    }

    private func part(
        _ what: String, of topic: String, options: RawJSON? = nil
    ) async throws(ClientError) -> RawJSON? {
        let answer = try await exchange("get", takesMeta: true) { writer in
            writer.field("topic", topic)
            writer.field("what", what)
            guard let options else { return }
            writer.key(naming: what)
            writer.raw(options)
        } besides: { _ in
        }
        guard case .meta(let body) = answer else { return nil }
        return body.object?[what]
    }
}

extension RawJSON {
    /// Message numbers as the protocol writes them: `{"low": 3, "hi": 5}` is 3 and 4, without `hi` one number.
    package var messageRange: Range<Int64>? {
        guard let range = object, let low = range["low"]?.int, low < .max else { return nil }
        let high = range["hi"]?.int ?? 0
        return low..<max(high, low + 1)
    }
}
