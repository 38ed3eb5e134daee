extension InProcessTransport {
    func stream<Value: Sendable>(
        _ path: String, options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value {
        let handler = try streamHandler(for: path)
        let deadline = options.timeout.map { ContinuousClock.now + $0 }
        let context = CallContext(
            metadata: options.metadata, deadline: deadline, peer: "in-process", answerMetadata: options.answerMetadata)
        let outcome: Result<Value, any Error> = try await network.deadlines.run(until: deadline) {
            await Self.connect(handler, context, body)
        }
        return try outcome.get()
    }

    private func streamHandler(for path: String) throws(RPCStatus) -> RPCRouter.StreamHandler {
        guard let router = network.router(at: address) else { throw Self.unreachable(address) }
        guard let handler = router.streamHandler(for: path) else { throw RPCStatus.noMethod(path) }
        return handler
    }

    /// Runs both ends of a stream side by side, until the caller's is done.
    private static func connect<Value: Sendable>(
        _ handler: @escaping RPCRouter.StreamHandler, _ context: CallContext,
        _ body: @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async -> Result<Value, any Error> {
        let (requests, responses) = (MessagePipe(), MessagePipe())
        return await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await handler(requests, responses, context)
                    responses.finish(nil)
                } catch {
                    responses.finish(RPCStatus(error))
                }
                // Nobody reads on: whoever still sends is told.
                requests.abort(.callOver)
            }
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(requests, responses))
            } catch {
                outcome = .failure(error)
            }
            requests.abort(RPCStatus(.cancelled))
            responses.abort(RPCStatus(.cancelled))
            group.cancelAll()
            return outcome
        }
    }
}
