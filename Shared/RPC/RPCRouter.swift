import Wire

/// Something that serves calls.
package protocol RPCService: Sendable {
    /// Enters the service's handlers.
    func register(in router: inout RPCRouter)
}

/// The handlers of one process by path.
///
/// Bytes in, bytes out: transports need to know no message.
package struct RPCRouter: Sendable {
    /// Serves one call; what it throws becomes a status by `RPCStatus.init(_:)`.
    package typealias UnaryHandler = @Sendable ([UInt8], CallContext) async throws -> [UInt8]

    /// Serves one stream: reads requests, sends answers, and returns at the end of them.
    package typealias StreamHandler =
        @Sendable (any RPCByteSource, any RPCByteSink, CallContext) async throws -> Void

    private var unary: [String: UnaryHandler] = [:]
    private var streams: [String: StreamHandler] = [:]
    private var absence: RPCStatus?
    private var admission: (@Sendable (_ caller: String?, _ path: String) -> Bool)?

    /// Creates a router without handlers.
    package init() {}

    /// Creates a router for some services.
    package init(_ services: [any RPCService]) {
        for service in services {
            service.register(in: &self)
        }
    }

    /// Enters the handler of a unary method.
    ///
    /// What the handler throws becomes a status (see ``StatusConvertible``); a request that cannot be read is answered
    /// with `invalidArgument` before the handler is asked.
    package mutating func unary<Request, Response>(
        _ method: RPCMethod<Request, Response>,
        _ handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        unary[method.path] = { bytes, context in
            let request: Request
            do {
                request = try Request(decoding: bytes)
            } catch {
                throw RPCStatus(.invalidArgument, reason: "malformed", message: "unreadable request: \(error)")
            }
            return try await handler(request, context).encoded()
        }
    }

    /// The handler of a path; nil when there is none.
    package func unaryHandler(for path: String) -> UnaryHandler? {
        unary[path]
    }

    /// Enters the handler of a path whose messages are bytes to it.
    package mutating func stream(_ path: String, _ handler: @escaping StreamHandler) {
        streams[path] = handler
    }

    /// Says what callers of methods that are not entered are told; by default that nobody serves them.
    package mutating func answerAbsent(with status: RPCStatus) {
        absence = status
    }

    /// What callers of a method that is not entered are told.
    func absent(_ path: String) -> RPCStatus {
        absence ?? .noMethod(path)
    }

    /// Says who may call what, where a transport knows callers by their certificates; by default everybody may.
    ///
    /// - Parameter admission: Takes the service that calls, nil for one without a name, and the path of the method.
    package mutating func admit(_ admission: @escaping @Sendable (_ caller: String?, _ path: String) -> Bool) {
        self.admission = admission
    }

    /// Whether a caller whose certificate was looked at may call a method.
    func admits(_ caller: String?, to path: String) -> Bool {
        admission?(caller, path) ?? true
    }

    /// The full names of all services of which a method is entered.
    package var services: Set<String> {
        Set((Array(unary.keys) + streams.keys).compactMap { $0.split(separator: "/").first.map(String.init) })
    }

    /// The handler of a path with streams; nil when there is none.
    package func streamHandler(for path: String) -> StreamHandler? {
        streams[path]
    }
}
