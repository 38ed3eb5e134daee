import Contracts
import JSON
import Logging
import NIOCore
import RPC
import TLS
import TestKit
import Testing

@testable import Gateway

/// Sessions over streams, among scripted services.
@Suite(.timeLimit(.minutes(1))) struct StreamTests {
    private typealias Requests = RPCOutgoing<Pbx.ClientMsg>
    private typealias Messages = RPCIncoming<Pbx.ServerMsg>.AsyncIterator

    private static let topic = "\(Script.group)"

    /// Opens a session that has logged in and attached to the group, in the process itself.
    private func session(
        of bench: GatewayBench, _ body: @escaping @Sendable (Requests, Messages) async throws -> Void
    ) async throws {
        let network = InProcessNetwork()
        network.serve(RPCRouter([bench.service.clientRPC]), at: "clients")
        let client = RPCClient(network.transport(to: "clients"))
        try await client.bidirectional(Pbx.NodeMethods.messageLoop) { requests, messages in
            let messages = messages.makeAsyncIterator()
            let greetings: [Pbx.ClientMsg.Content] = [
                .hi(Pbx.ClientHi(id: "hi", ver: "0.25")),
                .login(Pbx.ClientLogin(id: "login", scheme: "basic", secret: Array("a:b".utf8))),
                .sub(Pbx.ClientSub(id: "sub", topic: Self.topic)),
            ]
            for greeting in greetings {
                try await requests.send(Pbx.ClientMsg(content: greeting))
                let code = try await messages.next()?.ctrl?.code ?? 0
                #expect(code / 100 == 2)
            }
            try await body(requests, messages)
        }
    }

    @Test("A message is delivered to whoever is attached, and the stream ends when the client says no more")
    func delivery() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            try await session(of: bench) { requests, messages in
                try await bench.deliver(1...2)
                for sequence in 1...2 as ClosedRange<Int32> {
                    #expect(try await messages.next()?.data?.seqID == sequence)
                }
                requests.finish()
                #expect(try await messages.next() == nil)
            }
        }
    }

    @Test("Reactions, for whose answer protobuf has no words, are answered 501")
    func reactions() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            try await session(of: bench) { requests, messages in
                let get = Pbx.ClientGet(id: "get", topic: Self.topic, query: Pbx.GetQuery(what: "react"))
                try await requests.send(Pbx.ClientMsg(content: .get(get)))
                #expect(try await messages.next()?.ctrl?.code == 501)
            }
        }
    }

    @Test("The handshake says where files are, and how many gateways there are")
    func handshake() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let network = InProcessNetwork()
            network.serve(RPCRouter([bench.service.clientRPC]), at: "clients")
            let client = RPCClient(network.transport(to: "clients"))
            let port = bench.service.port
            try await client.bidirectional(Pbx.NodeMethods.messageLoop) { requests, messages in
                try await requests.send(Pbx.ClientMsg(content: .hi(Pbx.ClientHi(id: "hi", ver: "0.22"))))
                let answer = try await messages.makeAsyncIterator().next()?.ctrl
                let parameters = Dictionary(uniqueKeysWithValues: (answer?.params ?? []).map { ($0.key, $0.value) })
                #expect(parameters["servingAt"] == Array(#""http://127.0.0.1:\#(port)/""#.utf8))
                #expect(parameters["clusterSize"] == Array("1".utf8))
            }
        }
    }

    @Test("A client that reads too slowly is dropped, and is told why")
    func slow() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            try await session(of: bench) { _, messages in
                for sequence in 1...60 as ClosedRange<Int64> {
                    let message = CommittedMessage(message: .numbered(sequence, bytes: 50_000))
                    _ = try await bench.stub.deliver(DeliverRequest(deliveries: [Delivery(message: message)]))
                }
                var failure: RPCStatus?
                do {
                    while try await messages.next() != nil {}
                } catch {
                    failure = RPCStatus(error)
                }
                #expect(failure?.code == .resourceExhausted)
            }
        }
    }

    @Test("Answers that were asked for are sent as fast as they are read, however long they are")
    func largePage() async throws {
        try await GatewayBench.run { _ in
            var script = Script()
            script.history = { request in
                let top = request.before == 0 ? 100 : request.before - 1
                let page = (max(1, top - min(10, Int64(request.limit)) + 1)...top).reversed()
                return HistoryReply(
                    messages: page.map { .numbered($0, bytes: 100_000) }, hasMore: (page.last ?? 1) > 1)
            }
            return script
        } _: { bench in
            try await session(of: bench) { requests, messages in
                let query = Pbx.GetQuery(what: "data", data: Pbx.GetOpts(limit: 95))
                try await requests.send(
                    Pbx.ClientMsg(content: .get(Pbx.ClientGet(id: "g", topic: Self.topic, query: query))))
                for sequence in (6...100 as ClosedRange<Int32>).reversed() {
                    #expect(try await messages.next()?.data?.seqID == sequence)
                }
                #expect(try await messages.next()?.ctrl?.code == 208)
            }
        }
    }

    @Test("Files cannot be sent or fetched yet")
    func files() async throws {
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let network = InProcessNetwork()
            network.serve(RPCRouter([bench.service.clientRPC]), at: "clients")
            let client = RPCClient(network.transport(to: "clients"))
            let up = await #expect(throws: RPCStatus.self) {
                try await client.clientStreaming(Pbx.NodeMethods.largeFileReceive) { requests in
                    try await requests.send(Pbx.FileUpReq(id: "1"))
                }
            }
            #expect(up?.code == .unimplemented)
            let down = await #expect(throws: RPCStatus.self) {
                try await client.serverStreaming(Pbx.NodeMethods.largeFileServe, Pbx.FileDownReq(id: "1")) { answers in
                    for try await _ in answers {}
                }
            }
            #expect(down?.code == .unimplemented)
        }
    }

    @Test("The port speaks TLS where a certificate is set, and HTTP/2 alone inside")
    func security() async throws {
        let folder = try TemporaryFolder()
        let authority = try DevelopmentAuthority(folder: folder.path)
        let silent = Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() })
        let server = try TLSContext(TLSConfiguration.server(try authority.issue("gateway")).forRPC)
        let trust = TLSConfiguration.client(trustRoots: authority.trustRoots, peerName: .host("localhost"))
        let security = RPCClientSecurity.tls(try TLSContext(trust.forRPC), server: .host("localhost"))
        try await GatewayBench.run { _ in
            Script()
        } _: { bench in
            let listener = try await GRPCListener(
                host: "127.0.0.1", port: 0, service: bench.service.clientRPC, security: server, logger: silent)
            let serving = Task { try await listener.run() }
            let address = RPCAddress(host: "127.0.0.1", port: listener.port)
            let transport = try await HTTP2RPCTransport.connect(to: address, security: security)
            try await RPCClient(transport).bidirectional(Pbx.NodeMethods.messageLoop) { requests, messages in
                try await requests.send(Pbx.ClientMsg(content: .hi(Pbx.ClientHi(id: "hi", ver: "0.25"))))
                #expect(try await messages.makeAsyncIterator().next()?.ctrl?.code == 201)
            }
            await transport.close(grace: .seconds(5))
            serving.cancel()
            try await serving.value
        }
    }
}
