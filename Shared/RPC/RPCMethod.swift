package import Wire

/// One method of a service: its name on the wire and the types that cross it.
package struct RPCMethod<Request: WireMessage, Response: WireMessage>: Sendable {
    /// The service with its protobuf package, such as `parley.message.v1.Message`.
    package let service: String
    /// The method, such as `Submit`.
    package let name: String
    /// Whether calling twice does no more than calling once, so that a transport may try again.
    package let isIdempotent: Bool
    /// What a network transport sends as `:path`.
    package let path: String

    /// Names a method.
    package init(service: String, name: String, isIdempotent: Bool) {
        self.service = service
        self.name = name
        self.isIdempotent = isIdempotent
        path = "/\(service)/\(name)"
    }
}
