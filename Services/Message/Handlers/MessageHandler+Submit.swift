import Chat
import Contracts
import EventLog
import JSON
import RPC
import Wire

extension MessageHandler {
    func submit(_ request: SubmitRequest, _ context: CallContext) async throws -> SubmitReply {
        guard request.submissions.count <= 1024 else { throw RPCStatus.malformed("too many submissions") }
        guard health.admits() else { throw RPCStatus.unavailable() }
        let questions = request.submissions.map { Standing(topic: $0.topic, user: $0.sender) }
        let standings = try await access.standings(questions)
        var outcomes: [SubmitOutcome] = []
        var accepted: [Int] = []
        for (submission, standing) in zip(request.submissions, standings) {
            do {
                try await check(submission, standing)
                accepted.append(outcomes.count)
                outcomes.append(SubmitOutcome())
            } catch {
                outcomes.append(SubmitOutcome(RPCStatus(error)))
            }
        }
        for (index, status) in await append(accepted, of: request.submissions) {
            outcomes[index] = SubmitOutcome(status)
        }
        return SubmitReply(outcomes: outcomes)
    }

    /// Puts submissions on the log, partition by partition: one that is full refuses its own and no others.
    ///
    /// - Returns: Those that the log did not take, and why.
    private func append(_ accepted: [Int], of submissions: [Submission]) async -> [(Int, RPCStatus)] {
        let shares = Dictionary(grouping: accepted) { log.partition(of: submissions[$0].topic, in: .submit) }.values
        let lots = shares.map { share in
            share.map { LogRecord(key: submissions[$0].topic, value: submissions[$0].encoded()) }
        }
        return zip(shares, await log.append(lots: lots, to: .submit)).flatMap { share, failure in
            guard let failure else { return [] as [(Int, RPCStatus)] }
            let status = failure == .full ? RPCStatus.overloaded() : RPCStatus.unavailable()
            return share.map { ($0, status) }
        }
    }

    private func check(_ submission: Submission, _ standing: Standing) async throws {
        guard standing.exists else { throw RPCStatus.topicNotFound }
        guard submission.head.count + submission.content.count <= Limits.messageSize else { throw RPCStatus.tooLarge }
        guard !submission.idempotencyKey.isEmpty, submission.idempotencyKey.utf8.count <= 2 * Limits.idempotencyKey
        else { throw RPCStatus.malformed("idempotency key") }
        let level = AuthLevel(rawValue: submission.level) ?? .none
        let action: Action = standing.kind == .system ? .publishReport : .publish
        guard !submission.asReader, !standing.isReader, Policy.allows(level, action, on: standing.resource) else {
            throw RPCStatus.permissionDenied
        }
        guard !submission.head.isEmpty else { return }
        guard let head = try? RawJSON(validating: submission.head).object else {
            throw RPCStatus.malformed("head is not an object")
        }
        if let replaced = head["replace"] {
            try await checkAuthor(of: replaced, submission, level, standing)
        }
    }

    /// Only the author of a message may publish what replaces it.
    private func checkAuthor(
        of replaced: RawJSON, _ submission: Submission, _ level: AuthLevel, _ standing: Standing
    ) async throws {
        guard let text = replaced.string, text.hasPrefix(":"), let sequence = Int64(text.dropFirst()), sequence > 0
        else { throw RPCStatus.malformed("replaces nothing") }
        guard let author = try await store.author(of: sequence, in: submission.topic) else {
            throw RPCStatus.notFound
        }
        var resource = standing.resource
        resource.isAuthor = author == submission.sender
        guard Policy.allows(level, .editMessage, on: resource) else { throw RPCStatus.permissionDenied }
    }
}

extension SubmitOutcome {
    /// A refusal.
    init(_ status: RPCStatus) {
        let delay = status.retryAfter.map { Int64($0 / .milliseconds(1)) }
        self.init(code: status.code.rawValue, reason: status.reason, retryAfter: delay ?? 0)
    }
}
