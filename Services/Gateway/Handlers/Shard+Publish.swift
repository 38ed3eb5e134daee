import Chat
import Contracts
import JSON
import Presence
import RPC

extension Shard {
    /// How long a publish waits for its acknowledgement before the client is told 503; the outcome is then unknown and
    /// publishing again with the same key settles it.
    static let acknowledgementTimeout: Int64 = 15_000

    /// `pub`: checks what the gateway knows and queues the message; the answer comes with the acknowledgement.
    ///
    /// - Parameters:
    ///   - command: The message.
    ///   - extra: What stands beside it.
    ///   - actor: Who publishes.
    ///   - session: Where they do.
    ///   - files: The files that it uses, which are held for it.
    ///   - call: The call that it begins; nil while none is begun.
    /// - Returns: False, with nothing done, for a message that begins a call which is not begun: see `startCall`.
    /// - Throws: Why it is not queued.
    func publish(
        _ command: PublishCommand, extra: Extra, as actor: Actor, in session: Session, holding files: HeldFiles? = nil,
        call: Int64? = nil
    ) throws(Refusal) -> Bool {
        let name = try topicName(command.topic)
        switch name {
        case .me, .find: throw Refusal(.permissionDenied)
        case .new: throw Refusal(.topicNotFound)
        default: break
        }
        let topic = try topic(name, for: actor)
        if topic != .system {
            guard let access = access(of: actor.user, in: topic, through: session) else { throw Refusal(.attachFirst) }
            guard session.attachments[topic] == name, access.mode.contains(.write) else {
                throw Refusal(.permissionDenied)
            }
        }
        guard !command.content.isNull else { throw Refusal(.malformed) }
        if let key = extra.key, key.isEmpty || key.utf8.count > Limits.idempotencyKey { throw Refusal(.malformed) }
        guard session.pendingPublishes < PendingPublishes.sessionCapacity else {
            throw Refusal(.tooManyRequests, [.retry(after: .seconds(1))])
        }
        guard !pending.isFull else { throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))]) }
        let head = try PublishHead(command.head, sender: session.sender(of: actor))
        guard !head.startsCall || call != nil else { return false }

        let number = pending.nextNumber()
        let submission = Submission(
            topic: "\(topic)", sender: actor.user.rawValue, level: actor.level.rawValue,
            idempotencyKey: extra.key ?? "~\(node.id.rawValue)-\(number)",
            head: head.bytes, content: command.content.bytes,
            origin: Origin(
                node: node.id.rawValue, submission: number, session: session.id, noEcho: command.noEcho),
            submittedAt: node.now(), attachments: extra.attachments)
        pending.add(
            submission,
            as: PendingPublish(
                session: session.id, id: command.id, topic: command.topic, since: node.now(), files: files,
                submission: node.plugins.isEmpty ? nil : submission, call: call))
        session.pendingPublishes += 1
        submitPending()
        return true
    }

    /// Starts submitting, unless a call is under way: that one goes on with what is queued by then.
    private func submitPending() {
        guard !pending.isSubmitting else { return }
        pending.isSubmitting = true
        begin { await $0.submit() }
    }

    private func submit() async {
        while true {
            let batch = pending.takeBatch()
            guard !batch.isEmpty else { break }
            do {
                let reply = try await node.services.message.submit(SubmitRequest(submissions: batch))
                for (submission, outcome) in zip(batch, reply.outcomes) where outcome.code != 0 {
                    // A full log may have taken in a part of what was too much for it.
                    let isDecided = outcome.status.code != .resourceExhausted && Self.isDecided(outcome.status)
                    refuse(submission, with: outcome.status, isDecided: isDecided)
                }
            } catch {
                for submission in batch {
                    // It may have arrived all the same: its files stay.
                    refuse(submission, with: error, isDecided: false)
                }
            }
        }
        pending.isSubmitting = false
    }

    private func refuse(_ submission: Submission, with status: RPCStatus, isDecided: Bool) {
        guard let number = submission.origin?.submission, let publish = pending.settle(number) else { return }
        if isDecided { letFilesGo(of: publish) }
        let refusal = Refusal(for: status)
        answer(publish, with: refusal.code, refusal.parameters)
    }

    /// Passes the outcomes of publishes on to their clients.
    func acknowledge(_ acknowledgements: [Acknowledgement]) {
        for acknowledgement in acknowledgements {
            guard let publish = pending.settle(acknowledgement.submission) else { continue }
            if acknowledgement.code == 0 {
                accept(publish, sequence: acknowledgement.sequence)
            } else {
                // Its files stay: it is on the log, which may bring it back.
                let refusal = Refusal(for: acknowledgement.status)
                answer(publish, with: refusal.code, refusal.parameters)
            }
        }
    }

    /// A delivery proves that its message is durable: an acknowledgement that has not come yet is given first.
    func acknowledge(delivered message: OutboundMessage) {
        guard let origin = message.origin, origin.node == node.id.rawValue,
            PendingPublishes.shard(of: origin.submission) == index,
            let publish = pending.settle(origin.submission)
        else { return }
        accept(publish, sequence: message.sequence)
    }

    /// Tells the clients of publishes that were never acknowledged.
    func giveUpLatePublishes() {
        for publish in pending.settleAll(before: node.now() - Self.acknowledgementTimeout) {
            answer(publish, with: .serviceUnavailable, [.retry(after: .seconds(1))])
        }
    }

    private func accept(_ publish: PendingPublish, sequence: Int64) {
        settleFiles(of: publish, sequence: sequence)
        answer(publish, with: .accepted, [ControlParameter("seq", .int(sequence))], at: sequence)
        if let submission = publish.submission { tellPlugins(submission, as: sequence) }
    }

    /// - `sequence`: where the message is; 0 when it is nowhere, or nobody knows.
    private func answer(
        _ publish: PendingPublish, with code: ReplyCode, _ parameters: [ControlParameter]?, at sequence: Int64 = 0
    ) {
        if let call = publish.call { place(call, at: sequence) }
        guard let session = sessions[publish.session] else { return }
        session.pendingPublishes -= 1
        send(
            ControlMessage(code, id: publish.id, topic: publish.topic, parameters: parameters, at: node.now()),
            to: session)
        becameIdle(session)
    }
}
