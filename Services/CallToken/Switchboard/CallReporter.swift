import Contracts
import Logging
import RPC

/// Hands the messages that say what became of calls to the message service.
struct CallReporter: Sendable {
    let message: MessageStub
    let logger: Logger
    let now: @Sendable () -> Int64

    private static let patience = Duration.seconds(5)

    /// Hands on what is not on its way yet, in its order.
    ///
    /// A message that is refused for good, since the chat or the first message is gone, counts as handed on.
    ///
    /// - Returns: Whether nothing is left to do; if not, it may be done again.
    func report(_ call: Call) async -> Bool {
        for report in call.reports {
            let submission = call.submission(of: report, now: now())
            guard await submit(submission, saying: report.state) else { return false }
        }
        return true
    }

    private func submit(_ submission: Submission, saying state: String) async -> Bool {
        let code: StatusCode
        do {
            let reply = try await message.submit(SubmitRequest(submissions: [submission]), timeout: Self.patience)
            code = reply.outcomes.first.flatMap { StatusCode(rawValue: $0.code) } ?? .unknown
        } catch {
            code = error.code
        }
        switch code {
        case .ok:
            return true
        case .invalidArgument, .permissionDenied, .notFound, .failedPrecondition:
            logger.info(
                "a message about a call is refused", metadata: ["topic": "\(submission.topic)", "state": "\(state)"])
            return true
        default:
            return false
        }
    }
}
