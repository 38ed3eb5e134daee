/// Any message to a client, before it is written for one.
enum ServerMessage: Sendable {
    case control(ControlMessage)
    case data(DataMessage)
    case presence(PresenceMessage)
    case meta(MetaMessage)
    case info(InfoMessage)

    /// The text of the JSON frame.
    func encoded() -> [UInt8] {
        switch self {
        case .control(let message): message.encoded()
        case .data(let message): message.encoded()
        case .presence(let message): message.encoded()
        case .meta(let message): message.encoded()
        case .info(let message): message.encoded()
        }
    }

    /// Whether the client has asked for it, however long it is: then it does not count as waiting.
    var isAnswer: Bool {
        if case .meta = self { true } else { false }
    }
}
