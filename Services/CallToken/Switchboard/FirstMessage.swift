import Chat
import Contracts
import JSON
import RPC

/// Finds the first message of a call whose gateway has not told where it is: a client was faster, or the gateway is
/// gone.
struct FirstMessage: Sendable {
    let message: MessageStub

    /// How far back it is looked for.
    private static let page: Int64 = 100
    /// How far the clocks of the services may be apart, milliseconds.
    private static let skew: Int64 = 5_000

    /// Where a call's first message is.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - place: Where it is said to be; nil where nothing is said.
    /// - Returns: Its sequence; nil when it is not there.
    /// - Throws: `RPCStatus` when the message service cannot say.
    func sequence(of call: Call, at place: Int64? = nil) async throws -> Int64? {
        let last: Int64
        if let place {
            last = place
        } else {
            let states = try await message.getStates(GetStatesRequest(topics: ["\(call.topic)"]))
            last = states.states.first?.sequence ?? 0
        }
        guard last > 0 else { return nil }
        let reply = try await message.replay(
            ReplayRequest(
                topic: "\(call.topic)", from: place ?? max(1, last - Self.page + 1), through: last))
        // What somebody else says of a place may be about an earlier call just like this one: only a later message will do.
        let earliest = place == nil ? call.startedAt - Self.skew : call.startedAt
        return reply.messages.last { $0.at >= earliest && isFirst($0, of: call) }?.sequence
    }

    private func isFirst(_ message: StoredMessage, of call: Call) -> Bool {
        message.sender == call.caller.user.rawValue && message.content == call.content
            && RawJSON(trusting: message.head).object?["webrtc"]?.string == "started"
    }
}
