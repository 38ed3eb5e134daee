import Chat
import Contracts
import JSON
import Logging
import RPC
import Testing

@testable import Gateway

/// What plugins make of requests and searches, called over the network.
@Suite(.timeLimit(.minutes(1))) struct PluginSetTests {
    /// Runs a test against a plugin that answers in these ways.
    private func run(
        fireHose: @escaping @Sendable (Pbx.ClientReq) async throws -> Pbx.ServerResp = { _ in Pbx.ServerResp() },
        find: @escaping @Sendable (Pbx.SearchQuery) async throws -> Pbx.SearchFound = { _ in Pbx.SearchFound() },
        failureCode: Int = 0, timeout: String = "10s", _ test: (PluginSet) async throws -> Void
    ) async throws {
        var router = RPCRouter()
        router.unary(Pbx.PluginMethods.fireHose) { request, _ in try await fireHose(request) }
        router.unary(Pbx.PluginMethods.find) { query, _ in try await find(query) }
        let server = HTTP2RPCServer(router)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let text = """
            [{"name":"bot","address":"127.0.0.1:\(port)","timeout":"\(timeout)","failureCode":\(failureCode),
              "failureText":"no bot","filters":{"fireHose":"pub","find":true}}]
            """
        let silent = Logger(label: "test", factory: { _, _ in SwiftLogNoOpLogHandler() })
        let plugins = PluginSet(try PluginSettings.list(reading: Array(text.utf8)), logger: silent)
        let running = Task { await plugins.run() }
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await test(plugins))
        } catch {
            outcome = .failure(error)
        }
        running.cancel()
        await running.value
        await server.shutDown(grace: .zero)
        try outcome.get()
    }

    private static let publish = #"{"pub":{"id":"1","topic":"grpx","content":"a"}}"#

    private func verdict(_ plugins: PluginSet) async throws -> PluginSet.Verdict {
        await plugins.judge(
            try ClientMessage(parsing: Array(Self.publish.utf8)), in: Pbx.SessionContext(userID: "usr1"), at: 7)
    }

    @Test("A request that the plugin lets through is performed as it is")
    func proceed() async throws {
        try await run(
            fireHose: { request in
                #expect(request.sess?.userID == "usr1")
                return Pbx.ServerResp(status: .proceed)
            }
        ) { plugins in
            guard case .perform(let message) = try await verdict(plugins) else {
                Issue.record("it is performed")
                return
            }
            #expect(message.id == "1")
        }
    }

    @Test("A request is dropped, answered, or replaced, as the plugin says")
    func otherVerdicts() async throws {
        try await run(fireHose: { _ in Pbx.ServerResp(status: .drop) }) { plugins in
            guard case .drop = try await verdict(plugins) else {
                Issue.record("it is dropped")
                return
            }
        }
        let said = Pbx.ServerMsg(content: .ctrl(Pbx.ServerCtrl(id: "1", code: 299, text: "mine")))
        try await run(fireHose: { _ in Pbx.ServerResp(status: .respond, srvmsg: said) }) { plugins in
            guard case .respond(.control(let answer)) = try await verdict(plugins) else {
                Issue.record("it is answered")
                return
            }
            #expect(answer == ControlMessage(ReplyCode(299, "mine"), id: "1", at: 7))
        }
        let other = Pbx.ClientMsg(content: .leave(Pbx.ClientLeave(id: "1", topic: "grpx")))
        try await run(fireHose: { _ in Pbx.ServerResp(status: .replace, clmsg: other) }) { plugins in
            guard case .perform(let message) = try await verdict(plugins), case .leave = message.request else {
                Issue.record("it is replaced")
                return
            }
        }
    }

    @Test("A plugin that fails, or answers nonsense, is passed over unless its failure is to refuse")
    func failure() async throws {
        let answers: [@Sendable (Pbx.ClientReq) async throws -> Pbx.ServerResp] = [
            { _ in throw RPCStatus(.internal) },
            { _ in Pbx.ServerResp(status: Pbx.RespCode(rawValue: 17)) },
            { _ in Pbx.ServerResp(status: .respond) },
            { _ in Pbx.ServerResp(status: .replace, clmsg: Pbx.ClientMsg()) },
        ]
        for answer in answers {
            try await run(fireHose: answer) { plugins in
                guard case .perform = try await verdict(plugins) else {
                    Issue.record("it is performed")
                    return
                }
            }
            try await run(fireHose: answer, failureCode: 503) { plugins in
                guard case .refuse(let code) = try await verdict(plugins) else {
                    Issue.record("it is refused")
                    return
                }
                #expect(code == ReplyCode(503, "no bot"))
            }
        }
    }

    @Test("A plugin that does not answer is waited for as long as it may take, and no longer")
    func timeout() async throws {
        try await run(
            fireHose: { _ in
                try await Task.sleep(for: .seconds(3600))
                return Pbx.ServerResp()
            }, failureCode: 504, timeout: "100ms"
        ) { plugins in
            guard case .refuse = try await verdict(plugins) else {
                Issue.record("it is refused")
                return
            }
        }
    }

    @Test("A search is made, made otherwise, or answered by the plugin")
    func search() async throws {
        let user = UserID.random()
        try await run(find: { query in
            switch query.query {
            case "other": Pbx.SearchFound(status: .replace, query: "another")
            case "mine":
                Pbx.SearchFound(status: .respond, result: [Pbx.TopicSub(userID: query.userID, seqID: 3)])
            default: Pbx.SearchFound()
            }
        }) { plugins in
            guard case .search("as it is") = await plugins.judge(search: "as it is", by: user),
                case .search("another") = await plugins.judge(search: "other", by: user),
                case .found(let rows) = await plugins.judge(search: "mine", by: user)
            else {
                Issue.record("searches become what the plugin says")
                return
            }
            #expect(rows.map(\.user) == [user])
        }
    }
}
