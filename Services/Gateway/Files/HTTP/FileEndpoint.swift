import Blobs
import Chat
import Contracts
import JSON
import Logging
import NIOCore
import NIOHTTP1
import RPC
import Telemetry

/// Serves what clients ask about files over HTTP.
struct FileEndpoint: Sendable {
    let files: GatewayFiles
    let auth: AuthStub
    let work: WorkQueue
    /// Finds who is logged in on a session of this node.
    let sessionActor: @Sendable (_ session: String) async -> Actor?

    /// Headers of every answer: pages from anywhere may ask, for nothing is granted without the user's own secret.
    static let shared = [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "Accept-Ranges, Content-Disposition, Content-Range, ETag, Location"),
        ("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", "default-src 'none'; sandbox"),
        ("Cross-Origin-Resource-Policy", "cross-origin"),
    ]

    /// What pages may ask with.
    static let preflight = [
        ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, OPTIONS"),
        (
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, If-None-Match, If-Range, Range, X-Requested-With, X-Tinode-APIKey, X-Tinode-Auth"
        ),
        ("Access-Control-Max-Age", "86400"),
    ]

    /// Begins to serve a request.
    func start(_ request: FileRequest, _ body: BlobStream, _ answer: FileAnswer) {
        work.submit { await serve(request, body, answer) }
    }

    private func serve(_ request: FileRequest, _ body: BlobStream, _ answer: FileAnswer) async {
        do {
            switch (request.method, request.target) {
            case (.OPTIONS, _):
                try await answer.begin(204, Self.shared + Self.preflight, length: nil)
            case (.GET, .download(let name)), (.HEAD, .download(let name)):
                try await download(name, request, answer)
            case (.POST, .upload), (.PUT, .upload):
                try await upload(request, body, answer)
            case (.HEAD, .upload):
                _ = try await requireActor(FileCredentials(request))
                try await answer.begin(200, Self.shared, length: 0)
            default:
                throw Refusal(.notAllowed)
            }
        } catch {
            await refuse(request, answer, with: error)
        }
        await answer.finish()
    }

    /// What a client is told of a failure.
    func refusal(for error: any Error) -> Refusal {
        switch error {
        case let known as Refusal: return known
        case let status as RPCStatus: return Refusal(for: status)
        case is CancellationError: return Refusal(.serviceUnavailable)
        default:
            files.logger.debug("a request about files was broken off", metadata: .fields([.error: "\(error)"]))
            return Refusal(.malformed)
        }
    }

    private func refuse(_ request: FileRequest, _ answer: FileAnswer, with error: any Error) async {
        // Too late for an answer: the connection is closed instead.
        guard await !answer.hasBegun() else { return }
        let refusal = refusal(for: error)
        files.meters.refused(refusal.code)
        // Whoever is refused has gone, or is told; there is nothing else to be done.
        try? await reply(refusal.code, refusal.parameters, to: nil, request, answer)
    }

    /// Answers with a `ctrl`.
    func reply(
        _ code: ReplyCode, _ parameters: [ControlParameter]?, to id: String?, _ request: FileRequest,
        _ answer: FileAnswer, _ headers: [(String, String)] = []
    ) async throws {
        let message = ControlMessage(code, id: id, parameters: parameters, at: files.now())
        let body = message.encoded()
        var headers = Self.shared + headers
        headers += [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")]
        switch code.number {
        case 405:
            headers.append(("Allow", request.target == .upload ? "POST, PUT, HEAD, OPTIONS" : "GET, HEAD, OPTIONS"))
        case 429, 503: headers.append(("Retry-After", "1"))
        default: break
        }
        try await answer.begin(code.number, headers, length: Int64(body.count), isHead: request.isHead)
        if !request.isHead { try await answer.write(.init(bytes: body)) }
    }

    // MARK: Who asks

    /// Who makes a request.
    ///
    /// - Returns: nil when it says nothing of that.
    /// - Throws: ``Refusal``: 401 for a secret that is wrong, 403 for a session that is not logged in here.
    func identify(_ credentials: FileCredentials) async throws -> Actor? {
        switch credentials {
        case .none:
            return nil
        case .malformed:
            throw Refusal(.malformed)
        case .session(let name):
            guard let actor = await sessionActor(name) else { throw Refusal(.invalidSession) }
            return actor
        case .secret(let scheme, let secret):
            let outcome = try await auth.login(
                LoginRequest(scheme: scheme, secret: secret), timeout: .seconds(10))
            guard outcome.missingCredentials.isEmpty, let user = UserID(rawValue: outcome.user) else {
                throw Refusal(.authenticationRequired)
            }
            return Actor(user: user, level: AuthLevel(rawValue: outcome.level) ?? .none, session: "")
        }
    }

    /// The same, where somebody has to be logged in.
    ///
    /// - Throws: ``Refusal``: 401 also for nobody.
    func requireActor(_ credentials: FileCredentials) async throws -> Actor {
        guard let actor = try await identify(credentials) else { throw Refusal(.authenticationRequired) }
        return actor
    }
}
