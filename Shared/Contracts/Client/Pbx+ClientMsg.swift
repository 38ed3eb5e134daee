package import Wire

extension Pbx {
    /// One request of a client.
    package struct ClientMsg: WireMessage {
        /// What it is.
        package enum Content: Sendable, Equatable {
            case hi(ClientHi)
            case acc(ClientAcc)
            case login(ClientLogin)
            case sub(ClientSub)
            case leave(ClientLeave)
            case pub(ClientPub)
            case get(ClientGet)
            case set(ClientSet)
            case del(ClientDel)
            case note(ClientNote)
        }

        /// What it is; nil for nothing that this build knows.
        package var content: Content?
        /// What stands beside the request.
        package var extra: ClientExtra?
        package var unknownFields = UnknownFields()

        /// Creates a message; what is not said stays at its default.
        package init(content: Content? = nil, extra: ClientExtra? = nil) {
            self.content = content
            self.extra = extra
        }

        package init() {
            self.init(content: nil)
        }

        package func encodeFields(to writer: inout WireWriter) {
            switch content {
            case .hi(let message): writer.message(message, at: 1)
            case .acc(let message): writer.message(message, at: 2)
            case .login(let message): writer.message(message, at: 3)
            case .sub(let message): writer.message(message, at: 4)
            case .leave(let message): writer.message(message, at: 5)
            case .pub(let message): writer.message(message, at: 6)
            case .get(let message): writer.message(message, at: 7)
            case .set(let message): writer.message(message, at: 8)
            case .del(let message): writer.message(message, at: 9)
            case .note(let message): writer.message(message, at: 10)
            case nil: break
            }
            writer.message(extra, at: 13)
        }

        package mutating func decodeField(
            _ tag: WireTag, from reader: inout WireReader
        ) throws(WireError) -> Bool {
            switch tag.number {
            case 1: content = .hi(try reader.message(tag, into: hi))
            case 2: content = .acc(try reader.message(tag, into: acc))
            case 3: content = .login(try reader.message(tag, into: login))
            case 4: content = .sub(try reader.message(tag, into: sub))
            case 5: content = .leave(try reader.message(tag, into: leave))
            case 6: content = .pub(try reader.message(tag, into: pub))
            case 7: content = .get(try reader.message(tag, into: get))
            case 8: content = .set(try reader.message(tag, into: set))
            case 9: content = .del(try reader.message(tag, into: del))
            case 10: content = .note(try reader.message(tag, into: note))
            case 13: extra = try reader.message(tag, into: extra)
            default: return false
            }
            return true
        }

        /// The content if it is this one.
        package var hi: ClientHi? {
            if case .hi(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var acc: ClientAcc? {
            if case .acc(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var login: ClientLogin? {
            if case .login(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var sub: ClientSub? {
            if case .sub(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var leave: ClientLeave? {
            if case .leave(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var pub: ClientPub? {
            if case .pub(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var get: ClientGet? {
            if case .get(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var set: ClientSet? {
            if case .set(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var del: ClientDel? {
            if case .del(let message) = content { message } else { nil }
        }

        /// The content if it is this one.
        package var note: ClientNote? {
            if case .note(let message) = content { message } else { nil }
        }
    }
}
