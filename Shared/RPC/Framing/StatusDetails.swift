import Foundation
import Wire

/// What `grpc-status-details-bin` says: a `google.rpc.Status` whose details are an `ErrorInfo` with the reason and, where
/// there is one, a `RetryInfo` with the delay (AIP-193).
struct StatusDetails: WireMessage {
    private static let prefix = "type.googleapis.com/google.rpc."
    /// Bytes that are read at most; a header list holds no more.
    private static let limit = 16 * 1024

    var code: Int32 = 0
    var message = ""
    var details: [Packed] = []
    var unknownFields = UnknownFields()

    init() {}

    /// Describes a status.
    init(_ status: RPCStatus) {
        code = status.code.rawValue
        message = status.message
        details.append(Packed(Self.prefix + "ErrorInfo", ErrorInfo(reason: status.reason)))
        if let delay = status.retryAfter {
            details.append(Packed(Self.prefix + "RetryInfo", RetryInfo(delay)))
        }
    }

    /// Reads the header's value; nil for what is none.
    init?(header: String) {
        guard header.utf8.count <= Self.limit else { return nil }
        // Senders may leave the padding out (gRPC over HTTP/2, "Binary-Header").
        let padding = String(repeating: "=", count: (4 - header.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: header + padding) else { return nil }
        do {
            try self.init(decoding: [UInt8](data))
        } catch {
            return nil
        }
    }

    /// The header's value.
    var header: String {
        String(Data(encoded()).base64EncodedString().prefix { $0 != "=" })
    }

    /// Why, in one word for programs; empty when it is not said.
    var reason: String {
        detail("ErrorInfo", as: ErrorInfo.self)?.reason ?? ""
    }

    /// When to try again; nil when it is not said.
    var retryAfter: Duration? {
        detail("RetryInfo", as: RetryInfo.self)?.delay
    }

    private func detail<Detail: WireMessage>(_ name: String, as type: Detail.Type) -> Detail? {
        details.first { $0.type == Self.prefix + name }.flatMap { try? Detail(decoding: $0.value) }
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.int32(code, at: 1)
        writer.string(message, at: 2)
        writer.messages(details, at: 3)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: code = try reader.int32(tag)
        case 2: message = try reader.string(tag)
        case 3: details.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// A message beside the name of its type (`google.protobuf.Any`).
struct Packed: WireMessage {
    var type = ""
    var value: [UInt8] = []
    var unknownFields = UnknownFields()

    init() {}

    init(_ type: String, _ message: some WireMessage) {
        self.type = type
        value = message.encoded()
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.string(type, at: 1)
        writer.bytes(value, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: type = try reader.string(tag)
        case 2: value = try reader.bytes(tag)
        default: return false
        }
        return true
    }
}

/// Why something failed, in one word and the field that the word is of (`google.rpc.ErrorInfo`).
private struct ErrorInfo: WireMessage {
    var reason = ""
    var domain = ""
    var unknownFields = UnknownFields()

    init() {}

    init(reason: String) {
        self.reason = reason
        domain = "parley"
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.string(reason, at: 1)
        writer.string(domain, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: reason = try reader.string(tag)
        case 2: domain = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// When to try again (`google.rpc.RetryInfo`).
private struct RetryInfo: WireMessage {
    var time = Span()
    var unknownFields = UnknownFields()

    init() {}

    init(_ delay: Duration) {
        let (seconds, attoseconds) = delay.components
        time.seconds = seconds
        time.nanoseconds = Int32(attoseconds / 1_000_000_000)
    }

    var delay: Duration { .seconds(time.seconds) + .nanoseconds(Int64(time.nanoseconds)) }

    func encodeFields(to writer: inout WireWriter) {
        writer.message(time, at: 1)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        time = try reader.message(tag)
        return true
    }
}

/// A length of time (`google.protobuf.Duration`).
private struct Span: WireMessage {
    var seconds: Int64 = 0
    var nanoseconds: Int32 = 0
    var unknownFields = UnknownFields()

    init() {}

    func encodeFields(to writer: inout WireWriter) {
        writer.int64(seconds, at: 1)
        writer.int32(nanoseconds, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: seconds = try reader.int64(tag)
        case 2: nanoseconds = try reader.int32(tag)
        default: return false
        }
        return true
    }
}
