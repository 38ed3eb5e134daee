import Contracts
import Logging
import RPC
import Synchronization
import Testing

@testable import Message

@Suite("Acknowledgements", .timeLimit(.minutes(1)))
struct AcknowledgementSenderTests {
    private let network = InProcessNetwork()
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func numbered(_ numbers: ClosedRange<UInt64>) -> [Acknowledgement] {
        numbers.map { Acknowledgement(submission: $0) }
    }

    @Test("reach their gateway in order, all of them")
    func order() async throws {
        let gateway = RecordingGateway()
        network.serve(RPCRouter([gateway]), at: "n1")
        let sender = AcknowledgementSender(logger: logger) { [network] in GatewayStub(network.transport(to: $0)) }
        let sending = Task { await sender.run() }
        for start in stride(from: UInt64(1), to: 5_000, by: 100) {
            sender.enqueue(numbered(start...start + 99), for: "n1")
        }
        await gateway.reached(5_000)
        #expect(gateway.acknowledgements.map(\.submission) == Array(1...5_000))
        sending.cancel()
        await sending.value
    }

    @Test("for a gateway that is gone or hangs hold up no other")
    func deadGateway() async throws {
        let gateway = RecordingGateway()
        network.serve(RPCRouter([gateway]), at: "n1")
        network.serve(RPCRouter([HangingGateway()]), at: "hanging")
        let sender = AcknowledgementSender(logger: logger) { [network] in
            $0 == "gone" ? nil : GatewayStub(network.transport(to: $0))
        }
        let sending = Task { await sender.run() }
        sender.enqueue(numbered(1...10), for: "hanging")
        sender.enqueue(numbered(1...10), for: "gone")
        sender.enqueue(numbered(1...10), for: "nobody")
        sender.enqueue(numbered(1...10), for: "n1")
        await gateway.reached(10)
        #expect(gateway.count == 10)
        sending.cancel()
        await sending.value
    }
}

/// A gateway that never answers.
private struct HangingGateway: GatewayRPC {
    func acknowledge(_ request: AcknowledgeRequest, _ context: CallContext) async throws -> EmptyMessage {
        try await Task.sleep(for: .seconds(3_600))
        return EmptyMessage()
    }
}
