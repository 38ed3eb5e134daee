import Wire

/// A message of any shape, over the same reader and writer as the hand-written ones.
struct DynamicMessage: WireMessage, Hashable {
    private enum Content: Hashable, Sendable {
        case one(DynamicValue)
        case many([DynamicValue])
        case map([DynamicValue: DynamicValue])
    }

    private let shape: MessageShape
    private var contents: [Int: Content] = [:]
    var unknownFields = UnknownFields()

    /// Creates a message of no fields.
    init() {
        self.init(of: MessageShape())
    }

    /// Creates an empty message.
    init(of shape: MessageShape) {
        self.shape = shape
    }

    private func value(_ number: Int) -> DynamicValue? {
        if case .one(let value) = contents[number] { value } else { nil }
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard let field = shape.fields[tag.number] else { return false }
        switch field.label {
        case .single, .always:
            contents[tag.number] = .one(try DynamicValue(field.kind, tag, from: &reader, into: value(tag.number)))
        case .oneof:
            let value = try DynamicValue(field.kind, tag, from: &reader, into: value(tag.number))
            // No message of the table has two.
            for (number, other) in shape.fields where other.label == .oneof { contents[number] = nil }
            contents[tag.number] = .one(value)
        case .repeated:
            try decodeRepeated(field.kind, tag, from: &reader)
        case .map(let entry):
            try decodeEntry(entry, tag, from: &reader)
        }
        return true
    }

    private mutating func decodeRepeated(
        _ kind: ValueKind, _ tag: WireTag, from reader: inout WireReader
    ) throws(WireError) {
        var values: [DynamicValue] = []
        if case .many(let earlier) = contents.removeValue(forKey: tag.number) { values = earlier }
        // A field of another layout is no reason to lose those before it.
        defer { contents[tag.number] = .many(values) }
        guard kind.isPackable else {
            values.append(try DynamicValue(kind, tag, from: &reader))
            return
        }
        let element = WireTag(tag.number, kind.layout)
        try reader.repeated(tag, kind.layout, into: &values) { reader throws(WireError) in
            try DynamicValue(kind, element, from: &reader)
        }
    }

    private mutating func decodeEntry(
        _ shape: MessageShape, _ tag: WireTag, from reader: inout WireReader
    ) throws(WireError) {
        let entry: DynamicMessage = try reader.message(tag, into: DynamicMessage(of: shape))
        guard let key = entry.value(1) ?? shape.fields[1]?.kind.byDefault,
            let value = entry.value(2) ?? shape.fields[2]?.kind.byDefault
        else { return }
        var entries: [DynamicValue: DynamicValue] = [:]
        if case .map(let earlier) = contents.removeValue(forKey: tag.number) { entries = earlier }
        entries[key] = value
        contents[tag.number] = .map(entries)
    }

    func encodeFields(to writer: inout WireWriter) {
        for (number, content) in contents.sorted(by: { $0.key < $1.key }) {
            guard let field = shape.fields[number] else { continue }
            switch content {
            case .one(let value):
                if field.label == .single {
                    value.write(field.kind, at: number, to: &writer)
                } else {
                    value.writeAlways(field.kind, at: number, to: &writer)
                }
            case .many(let values):
                if field.label == .repeated(packed: true), field.kind.isPackable {
                    writer.packed(values, at: number) { $1.writeUntagged(field.kind, to: &$0) }
                } else {
                    for value in values { value.writeAlways(field.kind, at: number, to: &writer) }
                }
            case .map(let entries):
                encode(entries, of: field, at: number, to: &writer)
            }
        }
    }

    private func encode(
        _ entries: [DynamicValue: DynamicValue], of field: FieldShape, at number: Int, to writer: inout WireWriter
    ) {
        guard case .map(let entry) = field.label, let key = entry.fields[1]?.kind else { return }
        for pair in entries.sorted(by: { $0.key.precedes($1.key, key) }) {
            writer.tag(number, .lengthDelimited)
            writer.delimited { writer in
                pair.key.writeAlways(key, at: 1, to: &writer)
                pair.value.writeAlways(field.kind, at: 2, to: &writer)
            }
        }
    }
}
