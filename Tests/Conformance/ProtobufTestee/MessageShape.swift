/// The fields of a kind of message, by their numbers: what a `.proto` file says of it, as a value.
struct MessageShape: Hashable, Sendable {
    private(set) var fields: [Int: FieldShape] = [:]

    /// Puts shapes together; a later one adds its fields to the earlier ones.
    init(_ parts: MessageShape...) {
        for part in parts { fields.merge(part.fields) { $1 } }
    }

    private init(_ kinds: [Int: ValueKind], _ label: FieldShape.Label) {
        fields = kinds.mapValues { FieldShape($0, label) }
    }

    /// Fields that occur once and have no presence but by their value.
    static func single(_ kinds: [Int: ValueKind]) -> MessageShape { MessageShape(kinds, .single) }

    /// Fields of which a message has at most one, be its value the default.
    static func oneof(_ kinds: [Int: ValueKind]) -> MessageShape { MessageShape(kinds, .oneof) }

    /// Fields that occur any number of times, packed where their kind can be.
    static func repeated(_ kinds: [Int: ValueKind]) -> MessageShape { MessageShape(kinds, .repeated(packed: true)) }

    /// Fields that occur any number of times, each time with its own tag.
    static func unpacked(_ kinds: [Int: ValueKind]) -> MessageShape { MessageShape(kinds, .repeated(packed: false)) }

    /// Maps, each of a kind of key to a kind of value.
    static func maps(_ kinds: [Int: (key: ValueKind, value: ValueKind)]) -> MessageShape {
        var shape = MessageShape()
        shape.fields = kinds.mapValues { FieldShape($0.value, .map(entry: entry(of: $0.key, to: $0.value))) }
        return shape
    }

    /// What a map's entries look like on the wire: messages of a key and a value, both always written.
    private static func entry(of key: ValueKind, to value: ValueKind) -> MessageShape {
        var shape = MessageShape()
        shape.fields = [1: FieldShape(key, .always), 2: FieldShape(value, .always)]
        return shape
    }
}

/// What one field holds, and how often.
struct FieldShape: Hashable, Sendable {
    /// How often a field occurs, and when it is written.
    enum Label: Hashable, Sendable {
        case single
        case always
        case oneof
        case repeated(packed: Bool)
        case map(entry: MessageShape)
    }

    let kind: ValueKind
    let label: Label

    /// Creates a field's shape.
    init(_ kind: ValueKind, _ label: Label) {
        self.kind = kind
        self.label = label
    }
}
