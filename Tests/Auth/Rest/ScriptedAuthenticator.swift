import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore
import Synchronization

/// An external authenticator that answers as it is told, on a port of its own.
final class ScriptedAuthenticator: Sendable {
    /// One question, as it came in.
    struct Question: Sendable {
        let path: String
        let body: RawJSON

        var endpoint: String { body.object?["endpoint"]?.string ?? "" }
        var record: JSONObjectView? { body.object?["rec"]?.object }
    }

    private let answer: @Sendable (Question) async -> String
    private let asked = Mutex<[Question]>([])

    init(_ answer: @escaping @Sendable (Question) async -> String) {
        self.answer = answer
    }

    /// What has been asked, in order.
    var questions: [Question] { asked.withLock { $0 } }

    /// The kinds of what has been asked, in order.
    var endpoints: [String] { questions.map(\.endpoint) }

    /// Serves while the closure runs, which is told where.
    func serve(_ body: @Sendable (_ url: String) async throws -> Void) async throws {
        let router = Router()
        router.post("**") { [self] request, _ in
            let buffer = try await request.body.collect(upTo: 100_000)
            guard let json = try? RawJSON(validating: buffer.readableBytesView) else {
                return Response(status: .badRequest)
            }
            let question = Question(path: request.uri.path, body: json)
            asked.withLock { $0.append(question) }
            let text = await answer(question)
            guard !text.isEmpty else { return Response(status: .internalServerError) }
            return Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) }, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // It ends when it is cancelled, and takes that for a failure.
            group.addTask { try? await application.run() }
            for await number in ports {
                try await body("http://127.0.0.1:\(number)/ask")
                break
            }
            group.cancelAll()
        }
    }
}
