import RPC
import Testing

/// A way to serve something and to call it: what the suites of calls run over.
enum CallBench: CaseIterable, CustomTestStringConvertible {
    case inProcess
    case http2
    case http2OverTLS

    var testDescription: String {
        switch self {
        case .inProcess: "in one process"
        case .http2: "over HTTP/2"
        case .http2OverTLS: "over HTTP/2 and TLS"
        }
    }

    /// Serves a router for the time of a body, which calls it.
    func serve(
        _ router: RPCRouter, settings: HTTP2ConnectionSettings = HTTP2ConnectionSettings(),
        _ body: (RPCClient) async throws -> Void
    ) async throws {
        switch self {
        case .inProcess:
            let network = InProcessNetwork()
            network.serve(router, at: "here")
            try await body(RPCClient(network.transport(to: "here")))
        case .http2:
            try await serve(router, settings, server: .plaintext, client: .plaintext, body)
        case .http2OverTLS:
            let certificates = try TestCertificates()
            try await serve(
                router, settings, server: .tls(certificates.server), client: try certificates.client("caller"), body)
        }
    }

    private func serve(
        _ router: RPCRouter, _ settings: HTTP2ConnectionSettings, server serverSecurity: RPCServerSecurity,
        client clientSecurity: RPCClientSecurity, _ body: (RPCClient) async throws -> Void
    ) async throws {
        let server = HTTP2RPCServer(router, settings: settings, security: serverSecurity)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        do {
            let transport = try await HTTP2RPCTransport.connect(
                to: RPCAddress(host: "127.0.0.1", port: port), settings: settings, security: clientSecurity)
            try await body(RPCClient(transport))
        } catch {
            await server.shutDown(grace: .zero)
            throw error
        }
        await server.shutDown(grace: .seconds(60))
    }
}

extension CallOptions {
    /// Enough time for the slowest machine.
    static let patient = CallOptions(timeout: .seconds(3600))
}
