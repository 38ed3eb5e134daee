import Wire

/// What the runner asks (`conformance.ConformanceRequest`), as far as it matters here.
struct ConformanceRequest: WireMessage {
    /// What is to be read.
    enum Payload: Equatable, Sendable {
        case protobuf([UInt8])
        case other(field: Int)
    }

    /// The number of binary protobuf among the formats of an answer.
    static let protobuf: Int32 = 1

    var payload: Payload?
    var outputFormat: Int32 = 0
    var messageType = ""
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        if case .protobuf(let bytes) = payload { writer.bytes(bytes, at: 1) }
        writer.int32(outputFormat, at: 3)
        writer.string(messageType, at: 4)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: payload = .protobuf(try reader.bytes(tag))
        case 2, 7, 8:
            _ = try reader.bytes(tag)
            payload = .other(field: tag.number)
        case 3: outputFormat = try reader.int32(tag)
        case 4: messageType = try reader.string(tag)
        default: return false
        }
        return true
    }
}

/// What became of it (`conformance.ConformanceResponse`).
enum ConformanceResponse {
    case parseError(String)
    case runtimeError(String)
    case protobuf([UInt8])
    case skipped(String)

    /// The answer's bytes; the field is there even if it is empty, as one of a `oneof`.
    var encoded: [UInt8] {
        let (number, content): (Int, [UInt8]) =
            switch self {
            case .parseError(let reason): (1, Array(reason.utf8))
            case .runtimeError(let reason): (2, Array(reason.utf8))
            case .protobuf(let bytes): (3, bytes)
            case .skipped(let reason): (5, Array(reason.utf8))
            }
        var writer = WireWriter()
        writer.tag(number, .lengthDelimited)
        writer.delimited { $0.raw(content) }
        return writer.bytes
    }
}
