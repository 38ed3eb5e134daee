import NIOCore

/// One call that is being served.
///
/// Belongs to the event loop of its connection.
final class ServerCall {
    /// How the call is served.
    enum Handler {
        case unary(RPCRouter.UnaryHandler)
        case stream(RPCRouter.StreamHandler)
    }

    let stream: Int32
    let handler: Handler
    let context: CallContext
    let answerMetadata: AnswerMetadata
    /// Both are nil for a unary call.
    let requests: MessagePipe?
    let responses: MessagePipe?
    var inbound: InboundMessages
    /// When the call is given up; nil never.
    var deadline: NIODeadline?
    /// When the caller stops waiting; nil never.
    let callerDeadline: NIODeadline?
    var task: Task<Void, Never>?
    /// Whether the handler of a unary call has the message: then it holds it until it returns.
    var isHandled = false
    /// Whether the answer has begun.
    var hasResponded = false

    init(
        stream: Int32, handler: Handler, context: CallContext, answerMetadata: AnswerMetadata,
        callerDeadline: NIODeadline?, maxMessageSize: Int
    ) {
        self.stream = stream
        self.handler = handler
        self.context = context
        self.answerMetadata = answerMetadata
        self.callerDeadline = callerDeadline
        deadline = callerDeadline
        switch handler {
        case .unary: (requests, responses) = (nil, nil)
        case .stream: (requests, responses) = (MessagePipe(), MessagePipe())
        }
        inbound = InboundMessages(to: requests, maxMessageSize: maxMessageSize)
    }

    /// Ends what serves the call: nobody waits for it any more.
    func abandon(_ status: RPCStatus) {
        requests?.abort(status)
        responses?.abort(status)
        task?.cancel()
    }
}
