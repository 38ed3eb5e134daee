import Contracts
import Logging
import RPC
import Settings
import TLS
import TestKit
import Testing

@testable import ServiceHost

/// Who is let in where certificates say who calls.
@Suite(.timeLimit(.minutes(1))) struct CallerTests {
    /// A gateway that takes everything.
    private struct Gateway: GatewayRPC {
        func deliver(_ request: DeliverRequest, _ context: CallContext) async throws -> EmptyMessage { EmptyMessage() }

        func acknowledge(
            _ request: AcknowledgeRequest, _ context: CallContext
        ) async throws -> EmptyMessage { EmptyMessage() }
    }

    private let folder: TemporaryFolder
    private let authority: DevelopmentAuthority

    init() throws {
        folder = try TemporaryFolder()
        authority = try DevelopmentAuthority(folder: folder.path)
    }

    /// What a process of that service goes by.
    private func security(of service: String) throws -> TransportSecurity {
        let identity = try authority.issue(service)
        let configuration = try Configuration(
            SettingCatalogue(TransportSecurity.settings),
            sources: SettingSources(environment: [
                "PARLEY_RPC_CERTIFICATE": identity.certificateChain, "PARLEY_RPC_KEY": identity.privateKey,
                "PARLEY_RPC_AUTHORITY": authority.trustRoots,
            ]))
        return try TransportSecurity(configuration, logger: Logger(label: "test"))
    }

    /// What a call of a service to a gateway comes to: nil if it is taken.
    private func outcome(
        of caller: String, _ call: @Sendable (GatewayStub) async throws -> EmptyMessage
    ) async throws -> StatusCode? {
        let server = HTTP2RPCServer(ServedCalls.router([Gateway()]), security: try security(of: "gateway").forServer)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        var code: StatusCode?
        do {
            let transport = try await HTTP2RPCTransport.connect(
                to: RPCAddress(host: "127.0.0.1", port: port),
                security: try security(of: caller).forClient(of: "gateway"))
            _ = try await call(GatewayStub(transport))
        } catch let status as RPCStatus {
            code = status.code
        }
        await server.shutDown(grace: .zero)
        return code
    }

    @Test(
        "Only push delivers",
        arguments: [
            ("push", nil), ("message", .permissionDenied), ("gateway", .permissionDenied),
            ("operator", .permissionDenied),
        ] as [(String, StatusCode?)])
    func deliver(caller: String, expected: StatusCode?) async throws {
        #expect(try await outcome(of: caller) { try await $0.deliver(DeliverRequest()) } == expected)
    }

    @Test(
        "Only message acknowledges",
        arguments: [("message", nil), ("push", .permissionDenied), ("auth", .permissionDenied)]
            as [(String, StatusCode?)])
    func acknowledge(caller: String, expected: StatusCode?) async throws {
        #expect(try await outcome(of: caller) { try await $0.acknowledge(AcknowledgeRequest()) } == expected)
    }
}
