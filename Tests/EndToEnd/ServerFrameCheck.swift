import JSON

/// Whether a frame is one that a server may send: one message of a kind there is, with what that kind always has.
enum ServerFrameCheck {
    /// The body of a `ctrl`.
    struct Control {
        let id: String?
        let code: Int64
    }

    /// What is wrong with a frame.
    struct Fault: Error {
        let reason: String
        let frame: String
    }

    /// Reads a frame.
    ///
    /// - Returns: The reply that it is; nil for the other kinds.
    /// - Throws: `Fault`; 500 is one, whatever the client sent.
    static func control(in text: [UInt8]) throws(Fault) -> Control? {
        let fault = { Fault(reason: $0, frame: String(decoding: text.prefix(500), as: UTF8.self)) }
        guard let message = (try? RawJSON(validating: text))?.object, message.count == 1,
            let (kind, value) = message.first, let body = value.object
        else { throw fault("not one message") }
        switch kind {
        case "data":
            guard body["topic"]?.string != nil, body["seq"]?.int ?? 0 > 0 else { throw fault("no topic or number") }
        case "meta":
            guard body["topic"]?.string != nil else { throw fault("no topic") }
        case "pres", "info":
            guard body["topic"]?.string != nil, body["what"]?.string != nil else { throw fault("no topic or word") }
            return nil
        case "ctrl": break
        default: throw fault("no such kind")
        }
        guard body["ts"]?.string.flatMap(Timestamp.parse) != nil else { throw fault("no time") }
        guard kind == "ctrl" else { return nil }
        guard let code = body["code"]?.int, (200..<600).contains(code), let reason = body["text"]?.string,
            !reason.isEmpty
        else { throw fault("no code or text") }
        guard code != 500 else { throw fault("internal error") }
        return Control(id: body["id"]?.string, code: code)
    }
}
