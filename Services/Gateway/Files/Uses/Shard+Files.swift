import Chat
import Contracts
import JSON
import RPC

extension Shard {
    /// `pub` in its turn, and with files: their use is written down before the message goes on its way.
    func publishInTurn(_ command: PublishCommand, extra: Extra, as actor: Actor, in session: Session) async throws {
        let ids = extra.attachments.compactMap { FileID(address: $0) }
        guard let files = node.files, !ids.isEmpty else {
            if try !publish(command, extra: extra, as: actor, in: session) {
                try await startCall(command, extra: extra, as: actor, in: session)
            }
            return
        }
        let topic = try topic(topicName(command.topic), for: actor)
        // The same key is the same use, so that publishing again is none more.
        let key = extra.key.map { "\(actor.user)/\($0)" } ?? "\(UInt64.random(in: 0...UInt64.max))"
        let held = HeldFiles(
            ids: ids, use: .pending("\(topic)", key: key), topic: "\(topic)", isShared: extra.key != nil)
        try await files.hold(ids, for: held.use)
        do {
            guard try publish(command, extra: extra, as: actor, in: session, holding: held) else {
                throw Refusal(.malformed)
            }
        } catch {
            if !held.isShared { await files.letGo(held.use) }
            throw error
        }
    }

    /// A message with files has its place.
    func settleFiles(of publish: PendingPublish, sequence: Int64) {
        guard let files = node.files, let held = publish.files else { return }
        node.work.submit { await files.settle(held.ids, held: held.use, as: .message(held.topic, sequence)) }
    }

    /// A message with files was refused for good: they go, unless another with its key may be stored all the same.
    func letFilesGo(of publish: PendingPublish) {
        guard let files = node.files, let held = publish.files, !held.isShared else { return }
        node.work.submit { await files.letGo(held.use) }
    }

    /// Does what gives a place a new description, with the use of its files written down before.
    ///
    /// - Parameters:
    ///   - part: The description, with the files that the client names.
    ///   - place: The topic or the user.
    ///   - work: Does it.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws; 503 when the store of files does not work.
    func withFiles<Value>(of part: DescriptionPart?, in place: String, _ work: () async throws -> Value) async throws
        -> Value
    {
        try await holdingFiles(of: part, in: place, work) { _ in place }
    }

    private func holdingFiles<Value>(
        of part: DescriptionPart?, in maker: String, _ work: () async throws -> Value,
        as place: (Value) -> String?
    ) async throws -> Value {
        guard let files = node.files, let ids = part?.files, !ids.isEmpty else { return try await work() }
        let use = FileUse.pending(maker, key: "\(UInt64.random(in: 0...UInt64.max))")
        try await files.hold(ids, for: use)
        do {
            let value = try await work()
            if let place = place(value) { await files.settle(ids, held: use, as: .picture(of: place)) }
            return value
        } catch {
            // Of what was broken off nobody knows whether it is done: its files stay.
            if (error as? RPCStatus).map(Self.isDecided) ?? true { await files.letGo(use) }
            throw error
        }
    }

    /// Makes a topic or an account whose description has files.
    ///
    /// - Parameters:
    ///   - part: The description, with the files that the client names.
    ///   - maker: Where their use is written down meanwhile.
    ///   - work: Makes it.
    ///   - place: What the work's outcome calls it.
    /// - Returns: What `work` returns.
    /// - Throws: What `work` throws; 503 when the store of files does not work.
    func makingWithFiles<Value>(
        _ part: DescriptionPart?, by maker: String, _ work: () async throws -> Value, as place: (Value) -> String?
    ) async throws -> Value {
        try await holdingFiles(of: part, in: maker, work, as: place)
    }

    /// Ends the use of the pictures that a place no longer shows.
    ///
    /// - Parameters:
    ///   - part: What was set.
    ///   - place: The topic or the user.
    ///   - read: Reads what it says of itself now.
    func settlePicture(
        after part: DescriptionPart, of place: String, _ read: @escaping @Sendable () async throws -> [UInt8]
    ) {
        guard let files = node.files, part.publicJSON != nil else { return }
        node.work.submit {
            let start = files.now()
            // Unread, the old picture stays until the next is set.
            guard let description = try? await read() else { return }
            await files.settlePicture(of: place, since: start, in: description)
        }
    }

    /// Whether a failure says that nothing was done, and nothing will be.
    static func isDecided(_ status: RPCStatus) -> Bool {
        switch status.code {
        case .unavailable, .deadlineExceeded, .cancelled, .unknown, .internal, .aborted: false
        default: true
        }
    }

    /// Who is logged in on a session, by its name in the whole suite.
    func actor(ofSession name: String) -> Actor? {
        session(named: name)?.actor
    }
}

/// Files whose use by a message is still to be decided.
struct HeldFiles: Sendable {
    let ids: [FileID]
    let use: FileUse
    let topic: String
    /// Whether another publish may hold them by the same use: one with the same key.
    let isShared: Bool
}

extension DescriptionPart {
    /// The files that the client says it refers to.
    var files: [FileID] { attachments.compactMap { FileID(address: $0) } }
}
