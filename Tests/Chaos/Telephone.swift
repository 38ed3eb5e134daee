import JSON
import ParleyClient
import RunningCluster
import Synchronization
import Testing

/// One end of private calls: a client, and all that it has heard.
final class Telephone: Sendable {
    let client: Client
    /// The user, as others call them.
    let user: String
    private let heard = Mutex<[ServerEvent]>([])

    /// Connects as one of the demonstration users, at a gateway.
    init(_ login: String, at gateway: String) async throws {
        (client, user) = try await Client.patient(login, at: gateway)
        try await client.subscribe("me")
    }

    /// Listens until the connection ends.
    func listen() async {
        for await event in client.events { heard.withLock { $0.append(event) } }
    }

    /// Calls somebody.
    ///
    /// - Returns: The number of the first message.
    func call(_ other: Telephone) async throws -> Int64 {
        try await client.publish(
            other.user, content: .string("call"),
            head: .object(["mime": .string("application/x-tinode-webrtc"), "webrtc": .string("started")]))
    }

    /// Says something about a call.
    func say(_ event: String, to other: Telephone, about call: Int64) async throws {
        let payload = event == "offer" ? #","payload":{"sdp":"v=0"}"# : ""
        try await client.send(
            raw: #"{"note":{"topic":"\#(other.user)","what":"call","event":"\#(event)","seq":\#(call)\#(payload)}}"#)
    }

    /// Whether it was told of an event of a call.
    func hears(_ event: String, about call: Int64) -> Bool {
        heard.withLock { $0 }.contains { heard in
            guard case .info(let body) = heard, let info = body.object else { return false }
            return info["event"]?.string == event && info["seq"]?.int == call
        }
    }

    /// Whether it has read what became of a call, or that there is one.
    func reads(_ state: String, of call: Int64) -> Bool {
        times(state, of: call) > 0
    }

    /// How often it has read that.
    func times(_ state: String, of call: Int64) -> Int {
        heard.withLock { $0 }.filter { heard in
            guard case .data(let body) = heard, let message = TopicMessage(body) else { return false }
            return message.head?.object?["webrtc"]?.string == state
                && (message.replaces ?? message.sequence) == call
        }.count
    }
}
