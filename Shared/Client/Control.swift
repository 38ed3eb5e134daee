package import JSON

/// A `ctrl` message: how a request went, or news about the session.
package struct Control: Sendable, Equatable {
    /// The request this answers; nil for what the server says of itself.
    package let id: String?
    /// The topic it is about.
    package let topic: String?
    /// 2xx and 3xx are success, 4xx the client's fault, 5xx the server's.
    package let code: Int
    /// A short text for people.
    package let text: String
    /// What else came with it, an object.
    package let params: RawJSON?

    /// Whether the request was refused.
    package var isRefusal: Bool { code >= 400 }

    /// Finds one parameter by its name.
    package subscript(parameter: String) -> RawJSON? {
        params?.object?[parameter]
    }

    init?(_ body: JSONObjectView) {
        guard let code = body["code"]?.int.flatMap(Int.init(exactly:)) else { return nil }
        id = body["id"]?.string
        topic = body["topic"]?.string
        self.code = code
        text = body["text"]?.string ?? ""
        params = body["params"]
    }
}
