internal import NIOCore

extension HTTPEdgeHandler {
    /// Does what a client that polls wants.
    func perform(_ request: LongPollRequest, context: ChannelHandlerContext) {
        switch request {
        case .open:
            let sid = loop.longPolls.open(from: context.channel.remoteAddress?.ipAddress ?? "")
            let outcome = sid.map { LongPollAnswer.opened(sid: $0, at: loop.settings.now()) }
            answer((outcome ?? .refusal(.serviceUnavailable)).reply, context: context)
        case .malformed:
            answer(LongPollAnswer.refusal(.malformed).reply, context: context)
        case .submit(let sid, let message):
            let ticket = LongPollTicket(on: context.eventLoop)
            directory.with(sid) { connection in
                guard let connection else { return ticket.answer(.refusal(.invalidSession)) }
                connection.submit(message, ticket)
            }
            ticket.future.assumeIsolated().whenSuccess { self.answer($0.reply, context: context) }
        case .poll(let sid):
            let ticket = LongPollTicket(on: context.eventLoop)
            directory.with(sid) { connection in
                guard let connection else { return ticket.answer(.refusal(.invalidSession)) }
                connection.poll(ticket)
            }
            whenGone = { [directory] in directory.with(sid) { $0?.cancel(ticket) } }
            ticket.future.assumeIsolated().whenSuccess { self.finish(poll: $0, of: sid, context: context) }
        }
    }

    /// Hands a message over; if that fails it is the session's next one again.
    private func finish(poll outcome: LongPollAnswer, of sid: String, context: ChannelHandlerContext) {
        whenGone = nil
        guard case .message(let message) = outcome else { return answer(outcome.reply, context: context) }
        let sent = context.eventLoop.makePromise(of: Void.self)
        sent.futureResult.whenFailure { [directory] _ in
            directory.with(sid) { $0?.giveBack(message) }
        }
        answer(outcome.reply, promise: sent, context: context)
    }
}
