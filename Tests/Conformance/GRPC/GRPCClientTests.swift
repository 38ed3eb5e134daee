import RunningParley
import TestKit
import Testing

/// The gRPC port with the bindings that stock clients use.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs grpcio: see `make interop`"), .timeLimit(.minutes(5)))
struct GRPCClientTests {
    @Test("A stock gRPC client signs up, chats, reads back, and deletes")
    func stockClient() async throws {
        let (code, output) = try await withParley { server in
            let port = try #require(await server.ports[.grpc])
            let web = try #require(await server.ports[.clients])
            return await (try PythonProgram("client.py", ["\(port)", "\(web)"])).finish()
        }
        #expect(code == 0, "\(output)")
    }

    @Test("Sessions are told when the server goes down")
    func drain() async throws {
        let (code, output) = try await withParley { server in
            let port = try #require(await server.ports[.grpc])
            let program = try PythonProgram("drain.py", ["\(port)"])
            #expect(await program.firstLine() == "ready")
            #expect(await server.stop() == 0)
            return await program.finish()
        }
        #expect(code == 0, "\(output)")
    }

    @Test("A plugin judges requests and hears of events; one that is dead is passed over, or refuses")
    func plugins() async throws {
        let plugin = try PythonProgram("plugin.py")
        let port = try #require(await plugin.firstLine().flatMap { Int($0) })
        let free = try await PluginFile.freePort()
        let file = try PluginFile(living: port, dead: free)
        defer { file.remove() }
        let (code, output) = try await withParley(environment: ["PARLEY_GATEWAY_PLUGINS": file.path]) { server in
            let clients = try #require(await server.ports[.grpc])
            return await (try PythonProgram("judged.py", ["\(clients)", "\(port)"])).finish()
        }
        #expect(code == 0, "\(output)")
        let (pluginCode, complaints) = await plugin.finish()
        #expect(pluginCode == 0, "\(complaints)")
    }
}
