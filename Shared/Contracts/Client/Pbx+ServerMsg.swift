package import Wire

extension Pbx {
    /// One message to a client.
    package struct ServerMsg: WireMessage {
        /// What it is.
        package enum Content: Sendable, Equatable {
            case ctrl(ServerCtrl)
            case data(ServerData)
            case pres(ServerPres)
            case meta(ServerMeta)
            case info(ServerInfo)
        }

        /// What it is; nil for nothing that this build knows.
        package var content: Content?
        /// Not used any more.
        package var topic: String
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(content: Content? = nil, topic: String = "") {
            self.content = content
            self.topic = topic
        }

        package init() {
            self.init(content: nil)
        }

        package func encodeFields(to writer: inout WireWriter) {
            switch content {
            case .ctrl(let message): writer.message(message, at: 1)
            case .data(let message): writer.message(message, at: 2)
            case .pres(let message): writer.message(message, at: 3)
            case .meta(let message): writer.message(message, at: 4)
            case .info(let message): writer.message(message, at: 5)
            case nil: break
            }
            writer.string(topic, at: 6)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: content = .ctrl(try reader.message(tag, into: ctrl))
            case 2: content = .data(try reader.message(tag, into: data))
            case 3: content = .pres(try reader.message(tag, into: pres))
            case 4: content = .meta(try reader.message(tag, into: meta))
            case 5: content = .info(try reader.message(tag, into: info))
            case 6: topic = try reader.string(tag)
            default: return false
            }
            return true
        }

        /// The content if it is this one.
        package var ctrl: ServerCtrl? {
            if case .ctrl(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var data: ServerData? {
            if case .data(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var pres: ServerPres? {
            if case .pres(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var meta: ServerMeta? {
            if case .meta(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var info: ServerInfo? {
            if case .info(let message) = content { message } else { nil }
        }
    }
}
