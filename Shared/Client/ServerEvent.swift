package import JSON

/// What the server sends without being waited for.
///
/// The JSON is the body of the message, an object.
package enum ServerEvent: Sendable, Equatable {
    /// A message of a topic.
    case data(RawJSON)
    /// News about a topic or a user.
    case pres(RawJSON)
    /// Somebody else's note: typing, received, read.
    case info(RawJSON)
    /// What is known of a topic.
    case meta(RawJSON)
    /// A `ctrl` that no request waits for.
    case control(Control)
    /// The connection is closed; always the last event.
    case closed

    /// Reads one message of the server; nil for what is not one, or is of a kind this build does not know.
    package init?(text: [UInt8]) {
        guard let message = (try? RawJSON(validating: text))?.object, let (kind, body) = message.first else {
            return nil
        }
        switch kind {
        case "data": self = .data(body)
        case "pres": self = .pres(body)
        case "info": self = .info(body)
        case "meta": self = .meta(body)
        case "ctrl":
            guard let control = body.object.flatMap(Control.init) else { return nil }
            self = .control(control)
        default: return nil
        }
    }
}
