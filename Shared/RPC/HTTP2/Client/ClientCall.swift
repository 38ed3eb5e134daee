import NIOCore

/// One call that is being made.
///
/// Belongs to the event loop of its connection.
final class ClientCall {
    typealias UnaryContinuation = CheckedContinuation<Result<[UInt8], CallFailure>, Never>

    /// Who is told of the answer.
    enum Caller {
        case unary(UnaryContinuation)
        /// A stream's two directions.
        case stream(requests: MessagePipe, responses: MessagePipe)
    }

    let ticket: UInt64
    let caller: Caller
    let answerMetadata: AnswerMetadata?
    let deadline: NIODeadline?
    var inbound: InboundMessages
    /// Whether the begin of the answer has come.
    var hasAnswer = false
    /// Whether all requests were sent.
    var hasSentAll = false

    init(
        ticket: UInt64, caller: Caller, answerMetadata: AnswerMetadata?, deadline: NIODeadline?, maxMessageSize: Int
    ) {
        self.ticket = ticket
        self.caller = caller
        self.answerMetadata = answerMetadata
        self.deadline = deadline
        switch caller {
        case .unary: inbound = InboundMessages(to: nil, maxMessageSize: maxMessageSize)
        case .stream(_, let responses): inbound = InboundMessages(to: responses, maxMessageSize: maxMessageSize)
        }
    }

    /// Tells the caller how the call ended; nil for success.
    func finish(_ failure: CallFailure?) {
        switch caller {
        case .unary(let continuation):
            if let failure {
                continuation.resume(returning: .failure(failure))
            } else if let message = inbound.message {
                continuation.resume(returning: .success(message))
            } else {
                let status = RPCStatus(.internal, reason: "malformed", message: "the answer has no message")
                continuation.resume(returning: .failure(CallFailure(status)))
            }
        case .stream(let requests, let responses):
            requests.abort(.callOver)
            responses.finish(failure?.status)
        }
    }
}
