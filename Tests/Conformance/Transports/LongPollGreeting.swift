import JSON

/// What is different for a client that polls: it has its session before the handshake, which creates none.
enum LongPollGreeting {
    /// A frame as a client gets it whose handshake creates its session.
    static func carried(_ frame: RawJSON) -> RawJSON {
        guard let control = frame.object?["ctrl"]?.object, control["params"]?.object?["ver"] != nil else {
            return frame
        }
        return .build { writer in
            writer.beginObject()
            writer.key(naming: "ctrl")
            writer.beginObject()
            for (key, value) in control {
                writer.key(naming: key)
                switch key {
                case "code": writer.raw(.int(201))
                case "text": writer.raw(.string("created"))
                default: writer.raw(value)
                }
            }
            writer.endObject()
            writer.endObject()
        }
    }
}
