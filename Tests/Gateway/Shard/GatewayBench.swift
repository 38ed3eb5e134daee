import Contracts
import Foundation
import JSON
import Logging
import NIOCore
import Presence
import RPC
import Testing

@testable import Gateway

/// A running gateway among scripted services, on a real socket.
struct GatewayBench: Sendable {
    let service: GatewayService
    /// What the other services call.
    let stub: GatewayStub

    /// Runs a test against a gateway; the script can reach the gateway through what `prepare` is given.
    static func run(
        files: GatewayFiles? = nil, _ prepare: (_ gateway: GatewayStub) -> Script,
        _ test: (GatewayBench) async throws -> Void
    ) async throws {
        let nodes = InProcessNetwork()
        let stub = GatewayStub(nodes.transport(to: "gateway"))
        let network = prepare(stub).network()
        let service = try await GatewayService(
            settings: GatewaySettings(node: NodeID("n1"), address: "gateway", port: 0, shards: 1),
            services: GatewayServices(
                auth: AuthStub(network.transport(to: "auth")), group: GroupStub(network.transport(to: "group")),
                message: MessageStub(network.transport(to: "message")),
                callToken: CallTokenStub(network.transport(to: "call-token"))),
            presence: InProcessPresence(), files: files,
            logger: Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() }),
            now: { Int64(Date().timeIntervalSince1970 * 1000) })
        nodes.serve(RPCRouter([service.rpc]), at: "gateway")
        let running = Task { await service.run() }
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await test(GatewayBench(service: service, stub: stub)))
        } catch {
            outcome = .failure(error)
        }
        running.cancel()
        await running.value
        try outcome.get()
    }

    /// A client that has shaken hands and logged in.
    func client(device: String? = nil) async throws -> BenchClient {
        let client = BenchClient(socket: try await EdgeClient.webSocket(to: service.port))
        let device = device.map { #","dev":"\#($0)""# } ?? ""
        #expect(try await client.ask(#"{"hi":{"id":"hi","ver":"0.25"\#(device)}}"#) == 201)
        #expect(try await client.ask(#"{"login":{"id":"login","scheme":"basic","secret":"YTph"}}"#) == 200)
        return client
    }

    /// The same, attached to the group.
    func attached() async throws -> BenchClient {
        let client = try await client()
        #expect(try await client.ask(Script.subscribe) == 200)
        return client
    }

    /// Delivers messages of the group, as the router would.
    func deliver(_ sequences: ClosedRange<Int64>) async throws {
        _ = try await stub.deliver(
            DeliverRequest(
                deliveries: sequences.map { Delivery(message: CommittedMessage(message: .numbered($0))) }))
    }
}

/// A client that reads what comes, one message after the other.
struct BenchClient: Sendable {
    let socket: EdgeClient

    func send(_ text: String) async throws {
        try await socket.send(ClientFrame.text(text))
    }

    /// The next message, whatever it is.
    func next() async throws -> RawJSON {
        try RawJSON(validating: Array(try await socket.receiveText().utf8))
    }

    /// Sends a request; returns the code of the next `ctrl`.
    func ask(_ text: String) async throws -> Int64? {
        try await send(text)
        return try await code()
    }

    /// The code of the next `ctrl`, passing over what comes before.
    func code() async throws -> Int64? {
        while true {
            if let control = try await next().object?["ctrl"] { return control.object?["code"]?.int }
        }
    }

    /// The sequences of the next `data` messages.
    func sequences(_ count: Int) async throws -> [Int64] {
        var found: [Int64] = []
        while found.count < count {
            if let data = try await next().object?["data"], let sequence = data.object?["seq"]?.int {
                found.append(sequence)
            }
        }
        return found
    }
}

extension StoredMessage {
    /// A message of the group whose content is of some length.
    static func numbered(_ sequence: Int64, bytes: Int = 2) -> StoredMessage {
        StoredMessage(
            topic: "\(Script.group)", sequence: sequence, sender: 0x3333, at: 1,
            content: Array("\"\(String(repeating: "x", count: bytes - 2))\"".utf8))
    }
}
