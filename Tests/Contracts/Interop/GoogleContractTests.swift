import Contracts
import Foundation
import RPC
import TestKit
import Testing

/// The hand-written messages against the `.proto` files, as Google's protoc reads them.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs Google's protobuf: see `make interop`"))
struct GoogleContractTests {
    /// The folder of the `.proto` files.
    private static let contracts = URL(filePath: #filePath).appending(path: "../../../../Shared/Contracts").standardized

    /// The folder of those of gRPC's own services.
    private static let standards = contracts.appending(path: "../RPC/Descriptors").standardized

    @Test(
        "Every message of every contract comes back from the codec as Google wrote it",
        .timeLimit(.minutes(5)), arguments: SplitMix64.seeds)
    func messages(seed: UInt64) async throws {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let testee = folder.appending(path: "ProtobufTestee").path
        let program = try PythonProgram("contracts.py", [testee, Self.contracts.path, "\(seed)"])
        let (code, output) = await program.finish()
        #expect(code == 0, "\(output)")
    }

    @Test("The descriptors in the programs are what protoc makes of the .proto files", .timeLimit(.minutes(1)))
    func descriptors() async throws {
        for folder in [Self.contracts, Self.standards] {
            let (code, output) = await (try PythonProgram("descriptors.py", [folder.path])).finish()
            #expect(code == 0, "\(output)")
        }
        #expect(ContractDescriptors.files.count == 9)
        #expect(StandardDescriptors.files.count == 3)
    }

    @Test("Stock gRPC clients find all that their bindings have, under the same numbers", .timeLimit(.minutes(1)))
    func bindings() async throws {
        let (code, output) = await (try PythonProgram("bindings.py", [Self.contracts.path])).finish()
        #expect(code == 0, "\(output)")
    }

    @Test("A stock reflection client finds every service, file and message", .timeLimit(.minutes(1)))
    func reflection() async throws {
        struct NoPush: PushRPC {}
        struct NoAuth: AuthRPC {}
        struct NoGroup: GroupRPC {}
        struct NoMessage: MessageRPC {}
        struct NoGateway: GatewayRPC {}
        struct NoCallToken: CallTokenRPC {}
        struct NoClients: RPCService {
            func register(in router: inout RPCRouter) {
                router.bidirectional(Pbx.NodeMethods.messageLoop) { _, _, _ in }
                router.unary(Pbx.PluginMethods.find) { _, _ in throw RPCStatus(.unimplemented) }
            }
        }
        let services: [any RPCService] = [
            NoAuth(), NoGroup(), NoMessage(), NoGateway(), NoPush(), NoCallToken(), NoClients(),
            HealthService(HealthBoard()),
        ]
        let server = HTTP2RPCServer(RPCRouter([ReflectionService(of: services, files: ContractDescriptors.files)]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let (code, output) = await
            (try PythonProgram(
                "reflection.py", ["\(port)", Self.contracts.path, Self.standards.path])).finish()
        #expect(code == 0, "\(output)")
        await server.shutDown(grace: .seconds(5))
    }
}
