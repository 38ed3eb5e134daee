import RPC
import Testing

@Suite struct HealthServiceTests {
    private func request(_ service: String = "") -> HealthCheckRequest {
        var request = HealthCheckRequest()
        request.service = service
        return request
    }

    @Test("A process says of itself and of its services whether they can serve", arguments: CallBench.allCases)
    func check(bench: CallBench) async throws {
        let board = HealthBoard(services: ["parley.message.v1.Message"])
        try await bench.serve(RPCRouter([HealthService(board)])) { client in
            for service in ["", "parley.message.v1.Message"] {
                let answer = try await client.call(HealthService.check, request(service), options: .patient)
                #expect(answer.status == .serving)
            }
            board.set(.notServing)
            let answer = try await client.call(HealthService.check, request(), options: .patient)
            #expect(answer.status == .notServing)
            let unknown = await #expect(throws: RPCStatus.self) {
                try await client.call(HealthService.check, request("nobody"), options: .patient)
            }
            #expect(unknown?.code == .notFound)
        }
    }

    @Test("Whoever watches is told at once, and of every change", arguments: CallBench.allCases)
    func watch(bench: CallBench) async throws {
        let board = HealthBoard()
        try await bench.serve(RPCRouter([HealthService(board)])) { client in
            let seen = try await client.serverStreaming(HealthService.watch, request("later")) { responses in
                var seen: [ServingStatus] = []
                for try await response in responses {
                    seen.append(response.status)
                    switch response.status {
                    case .serviceUnknown: board.set(.serving, for: "later")
                    case .serving: board.shutDown()
                    default: return seen
                    }
                }
                return seen
            }
            #expect(seen == [.serviceUnknown, .serving, .notServing])
        }
    }
}
