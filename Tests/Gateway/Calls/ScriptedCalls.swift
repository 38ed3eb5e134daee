import Contracts
import RPC

/// A call-token service that has one call, and notes what it is told.
final class ScriptedCalls: CallTokenRPC {
    static let call: Int64 = 77

    private let begin: @Sendable () async throws -> Void
    private let signal: @Sendable () throws -> Void
    private let leave: @Sendable () async -> Void
    private let told: AsyncStream<String>
    private let tell: AsyncStream<String>.Continuation

    /// - `begin`: happens while a call is begun.
    /// - `signal`: happens when something is said of a call.
    /// - `leave`: happens when somebody leaves calls.
    init(
        begin: @escaping @Sendable () async throws -> Void = {}, signal: @escaping @Sendable () throws -> Void = {},
        leave: @escaping @Sendable () async -> Void = {}
    ) {
        self.begin = begin
        self.signal = signal
        self.leave = leave
        (told, tell) = AsyncStream.makeStream()
    }

    /// The next things that it is told.
    func next(_ count: Int) async -> [String] {
        var found: [String] = []
        for await word in told {
            found.append(word)
            if found.count == count { break }
        }
        return found
    }

    func beginCall(_ request: BeginCallRequest, _ context: CallContext) async throws -> BeginCallReply {
        try await begin()
        tell.yield("begin on \(request.node) \(String(decoding: request.content, as: UTF8.self))")
        return BeginCallReply(call: Self.call)
    }

    func placeCall(_ request: PlaceCallRequest, _ context: CallContext) async throws -> EmptyMessage {
        tell.yield("place \(request.call) at \(request.sequence)")
        return EmptyMessage()
    }

    func signalCall(_ request: SignalCallRequest, _ context: CallContext) async throws -> SignalCallReply {
        try signal()
        tell.yield("\(request.event) about \(request.sequence)")
        return SignalCallReply(isParty: request.event == "accept")
    }

    func leaveCalls(_ request: LeaveCallsRequest, _ context: CallContext) async throws -> EmptyMessage {
        await leave()
        tell.yield("leave \(request.topics)")
        return EmptyMessage()
    }
}
