import Wire

/// The names in a `.proto` file, out of its descriptor (`google.protobuf.FileDescriptorProto`); the rest is passed over.
struct DescribedFile: WireMessage {
    var name = ""
    var package = ""
    var imports: [String] = []
    var messages: [DescribedMessage] = []
    var enumerations: [NamedThing] = []
    var services: [DescribedService] = []
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(name, at: 1)
        writer.string(package, at: 2)
        writer.strings(imports, at: 3)
        writer.messages(messages, at: 4)
        writer.messages(enumerations, at: 5)
        writer.messages(services, at: 6)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: name = try reader.string(tag)
        case 2: package = try reader.string(tag)
        case 3: imports.append(try reader.string(tag))
        case 4: messages.append(try reader.message(tag))
        case 5: enumerations.append(try reader.message(tag))
        case 6: services.append(try reader.message(tag))
        default: return false
        }
        return true
    }

    /// The full names of the messages, those within others too.
    var messageNames: [String] { messages.flatMap { $0.names(in: prefix) } }

    /// The full names of the services.
    var serviceNames: [String] { services.map { prefix + $0.name } }

    /// The full names of all that can be asked for: messages, enumerations, services and their methods.
    var symbols: [String] {
        let enumerations = enumerations.map { prefix + $0.name } + messages.flatMap { $0.enumerationNames(in: prefix) }
        let methods = services.flatMap { service in service.methods.map { "\(prefix)\(service.name).\($0.name)" } }
        return messageNames + enumerations + serviceNames + methods
    }

    private var prefix: String { package.isEmpty ? "" : "\(package)." }
}

/// The names in a message (`google.protobuf.DescriptorProto`).
struct DescribedMessage: WireMessage {
    var name = ""
    var messages: [DescribedMessage] = []
    var enumerations: [NamedThing] = []
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(name, at: 1)
        writer.messages(messages, at: 3)
        writer.messages(enumerations, at: 4)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: name = try reader.string(tag)
        case 3: messages.append(try reader.message(tag))
        case 4: enumerations.append(try reader.message(tag))
        default: return false
        }
        return true
    }

    /// The full names of this message and those within it.
    func names(in prefix: String) -> [String] {
        [prefix + name] + messages.flatMap { $0.names(in: "\(prefix)\(name).") }
    }

    /// The full names of the enumerations within this message.
    func enumerationNames(in prefix: String) -> [String] {
        let inner = "\(prefix)\(name)."
        return enumerations.map { inner + $0.name } + messages.flatMap { $0.enumerationNames(in: inner) }
    }
}

/// The names in a service (`google.protobuf.ServiceDescriptorProto`).
struct DescribedService: WireMessage {
    var name = ""
    var methods: [NamedThing] = []
    var unknownFields = UnknownFields()

    func encodeFields(to writer: inout WireWriter) {
        writer.string(name, at: 1)
        writer.messages(methods, at: 2)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: name = try reader.string(tag)
        case 2: methods.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}
