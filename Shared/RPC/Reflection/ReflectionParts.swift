import Wire

/// Byte strings in field 1 (`FileDescriptorResponse`).
struct BytesList: WireMessage {
    var items: [[UInt8]] = []
    var unknownFields = UnknownFields()

    init() {}

    init(_ items: [[UInt8]]) {
        self.items = items
    }

    func encodeFields(to writer: inout WireWriter) {
        for item in items {
            writer.tag(1, .lengthDelimited)
            writer.delimited { $0.raw(item) }
        }
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        items.append(try reader.bytes(tag))
        return true
    }
}

/// A name in field 1: a service (`ServiceResponse`), a message (`ExtensionNumberResponse`), or what a descriptor names.
struct NamedThing: WireMessage {
    var name = ""
    var unknownFields = UnknownFields()

    init() {}

    init(_ name: String) {
        self.name = name
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.string(name, at: 1)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        name = try reader.string(tag)
        return true
    }
}

/// Services by name (`ListServiceResponse`).
struct NamedThings: WireMessage {
    var items: [NamedThing] = []
    var unknownFields = UnknownFields()

    init() {}

    init(_ names: [String]) {
        items = names.map(NamedThing.init(_:))
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.messages(items, at: 1)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        items.append(try reader.message(tag))
        return true
    }
}

/// Why a question has no answer (`ErrorResponse`).
struct ReflectionFailure: WireMessage {
    var code: Int32 = 0
    var message = ""
    var unknownFields = UnknownFields()

    init() {}

    init(_ code: StatusCode, _ message: String) {
        self.code = code.rawValue
        self.message = message
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.int32(code, at: 1)
        writer.string(message, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: code = try reader.int32(tag)
        case 2: message = try reader.string(tag)
        default: return false
        }
        return true
    }
}
