import Foundation
import JSON
import ParleyClient
import RPC
import RunningParley
import TestKit
import Testing

/// Each service as a process of its own.
@Suite(.timeLimit(.minutes(5))) struct ServiceProgramTests {
    /// A program that says where it is.
    private struct Running {
        let program: RunningProgram
        let rpc: String
        let ops: String
    }

    private func start(
        _ program: String, in folder: TemporaryFolder, environment: [String: String] = [:]
    ) async throws -> Running {
        let data = folder.path(of: program)
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let started = try ParleyProgram(
            ["--data", data, "--rpc-listen", "127.0.0.1:0", "--ops-listen", "127.0.0.1:0"], of: program,
            environment: environment.merging(["PARLEY_RPC_PLAINTEXT": "true"]) { $1 }
        ).start()
        let words = try await started.output(upTo: "\(program) is up").flatMap {
            $0.split(whereSeparator: { " ,".contains($0) }).map(String.init)
        }
        return Running(
            program: started, rpc: try #require(words.first { $0.hasPrefix("127.0.0.1:") }),
            ops: try #require(words.first { $0.hasPrefix("http://") }))
    }

    /// Starts a gateway, which does not say where clients connect: the test has to choose.
    ///
    /// Somebody else may take the port first; then another one is tried.
    private func startGateway(
        in folder: TemporaryFolder, environment: [String: String]
    ) async throws -> (gateway: Running, port: Int) {
        for _ in 0..<5 {
            let port = try TakenPort.free()
            var environment = environment
            environment["PARLEY_LISTEN"] = "127.0.0.1:\(port)"
            do {
                return (try await start("parley-gateway", in: folder, environment: environment), port)
            } catch let failure as ProgramFailure {
                guard failure.output.contains(where: { $0.contains("Address already in use") }) else { throw failure }
            }
        }
        throw LoopbackConnection.Failure(what: "a port that stays free", code: EADDRINUSE)
    }

    @Test(
        "A service alone comes up, is ready, and ends when asked to",
        arguments: [
            ("parley-auth", "parley.auth.v1.Auth"), ("parley-message", "parley.message.v1.Message"),
            ("parley-group", "parley.group.v1.Group"), ("parley-push", "parley.push.v1.Push"),
            ("parley-call-token", "parley.calltoken.v1.CallToken"),
        ])
    func alone(program: String, service: String) async throws {
        let folder = try TemporaryFolder()
        let running = try await start(program, in: folder)
        #expect(try await HTTPAnswer(of: running.ops).status == 200)
        let place = running.rpc.split(separator: ":")
        let transport = try await HTTP2RPCTransport.connect(
            to: RPCAddress(host: String(place[0]), port: try #require(Int(place[1]))))
        let health = try await RPCClient(transport).call(HealthService.check, HealthCheckRequest())
        #expect(health.status == .serving)
        let question = ReflectionRequest(.services(""))
        let names = try await RPCClient(transport).bidirectional(ReflectionService.info) { requests, responses in
            try await requests.send(question)
            requests.finish()
            return try await responses.reduce(into: []) { $0.append($1.answer) }
        }
        let own = [
            "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection",
        ]
        #expect(names == [.services(own + [service])])
        await transport.close()
        #expect(await running.program.end(with: SIGTERM) == 0)
    }

    @Test("A setting that there is not is named, with status 78")
    func wrongSetting() async throws {
        let refused = try await ParleyProgram([], of: "parley-auth", environment: ["PARLEY_NONSENSE": "1"]).run()
        #expect(refused.status == 78)
        #expect(refused.errors.contains("PARLEY_NONSENSE"))
    }

    @Test("Services in five processes make an account and a group together, over HTTP/2")
    func together() async throws {
        try await withServerTurn {
            let folder = try TemporaryFolder()
            let auth = try await start("parley-auth", in: folder)
            let group = try await start("parley-group", in: folder, environment: ["PARLEY_PEERS_AUTH": auth.rpc])
            let message = try await start("parley-message", in: folder, environment: ["PARLEY_PEERS_GROUP": group.rpc])
            let callToken = try await start("parley-call-token", in: folder)
            let (gateway, port) = try await startGateway(
                in: folder,
                environment: [
                    "PARLEY_GRPC_LISTEN": "127.0.0.1:0", "PARLEY_ADMIN_LISTEN": "127.0.0.1:0",
                    "PARLEY_PEERS_AUTH": auth.rpc, "PARLEY_PEERS_GROUP": group.rpc, "PARLEY_PEERS_MESSAGE": message.rpc,
                    "PARLEY_PEERS_CALL_TOKEN": callToken.rpc,
                ])
            let client = try await Client.connect(to: "ws://127.0.0.1:\(port)", timeout: .seconds(30))
            try await client.hello()
            let made = try await client.createAccount(login: "somebody", password: "secret-enough", name: "Somebody")
            #expect(made.code == 200)
            #expect(try await client.subscribe("new").topic?.hasPrefix("grp") == true)
            await client.close()
            for running in [gateway, callToken, message, group, auth] {
                #expect(await running.program.end(with: SIGTERM) == 0)
            }
        }
    }
}
