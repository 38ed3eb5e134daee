import NIOCore

/// How calls are handed to their handlers.
extension ServerConnection {
    func start(_ call: ServerCall, _ handler: @escaping RPCRouter.UnaryHandler, _ message: [UInt8]) {
        call.deadline = call.callerDeadline
        call.isHandled = true
        running += 1
        everyCall.enter()
        let (stream, context, size) = (call.stream, call.context, call.inbound.heldBytes)
        let me = NIOLoopBound(self, eventLoop: eventLoop)
        // Owned by the call: cancelled with it. A draining server waits until it has returned.
        call.task = Task {
            let outcome: Result<[UInt8], RPCStatus>
            do {
                outcome = .success(try await handler(message, context))
            } catch {
                outcome = .failure(RPCStatus(error))
            }
            me.eventLoop.execute { me.value.returned(stream, outcome, releasing: size) }
        }
    }

    private func returned(_ stream: Int32, _ outcome: Result<[UInt8], RPCStatus>, releasing size: Int) {
        running -= 1
        heldBytes -= size
        everyCall.leave()
        if let call = calls[stream] {
            switch outcome {
            case .success(let message) where !hasRoom(for: message.count):
                meters.count(.connectionFull)
                end(call, .connectionFull)
            case .success(let message):
                begin(call)
                connection?.session.send(on: stream) { MessageFraming.write(message, to: &$0) }
                end(call, nil)
            case .failure(let status):
                end(call, status)
            }
        }
    }

    func start(_ call: ServerCall, _ handler: @escaping RPCRouter.StreamHandler) {
        guard let requests = call.requests, let responses = call.responses else { return }
        running += 1
        everyCall.enter()
        let (stream, context) = (call.stream, call.context)
        let me = NIOLoopBound(self, eventLoop: eventLoop)
        requests.whenEmptied { me.eventLoop.execute { me.value.requestsTaken(stream) } }
        responses.whenFilled { me.eventLoop.execute { me.value.sendResponses(stream) } }
        // Owned by the call: cancelled with it. A draining server waits until it has returned.
        call.task = Task {
            do {
                try await handler(requests, responses, context)
                responses.finish(nil)
            } catch {
                responses.finish(RPCStatus(error))
            }
            me.eventLoop.execute { me.value.streamReturned() }
        }
    }

    private func streamReturned() {
        running -= 1
        everyCall.leave()
    }

    private func requestsTaken(_ stream: Int32) {
        guard let call = calls[stream] else { return }
        let before = call.inbound.heldBytes
        connection?.session.credit(call.inbound.takenByApplication(), on: stream)
        heldBytes += call.inbound.heldBytes - before
        connection?.flushSoon()
    }
}
