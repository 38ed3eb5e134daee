extension MessageShape {
    /// The shape of a message of Google's test schema or of its well-known types; empty for any other name.
    static func named(_ name: String) -> MessageShape { named[name] ?? MessageShape() }

    /// All shapes, by short names.
    private static let named: [String: MessageShape] = wellKnown.merging([
        "TestAllTypes": testAllTypes,
        "Nested": .single([1: .int32, 2: .message("TestAllTypes")]),
        "Foreign": .single([1: .int32]),
    ]) { $1 }

    /// `protobuf_test_messages.proto3.TestAllTypesProto3`: every kind of field in every form.
    private static let testAllTypes = MessageShape(
        .single(numbered(from: 1, ValueKind.scalars)),
        .single([18: .message("Nested"), 19: .message("Foreign"), 27: .message("TestAllTypes")]),
        .single([21: .enumeration, 22: .enumeration, 23: .enumeration, 24: .string, 25: .string]),
        .repeated(numbered(from: 31, ValueKind.scalars)),
        .repeated([48: .message("Nested"), 49: .message("Foreign")]),
        .repeated([51: .enumeration, 52: .enumeration, 54: .string, 55: .string]),
        .repeated(numbered(from: 75, ValueKind.scalars.filter(\.isPackable) + [.enumeration])),
        .unpacked(numbered(from: 89, ValueKind.scalars.filter(\.isPackable) + [.enumeration])),
        .maps([
            56: (.int32, .int32), 57: (.int64, .int64), 58: (.uint32, .uint32), 59: (.uint64, .uint64),
            60: (.sint32, .sint32), 61: (.sint64, .sint64), 62: (.fixed32, .fixed32), 63: (.fixed64, .fixed64),
            64: (.sfixed32, .sfixed32), 65: (.sfixed64, .sfixed64), 66: (.int32, .float), 67: (.int32, .double),
            68: (.bool, .bool), 69: (.string, .string), 70: (.string, .bytes), 71: (.string, .message("Nested")),
            72: (.string, .message("Foreign")), 73: (.string, .enumeration), 74: (.string, .enumeration),
        ]),
        .oneof([
            111: .uint32, 112: .message("Nested"), 113: .string, 114: .bytes, 115: .bool, 116: .uint64, 117: .float,
            118: .double, 119: .enumeration, 120: .enumeration,
        ]),
        .single(numbered(from: 201, wrappers)),
        .repeated(numbered(from: 211, wrappers)),
        .single([
            301: .message("Moment"), 302: .message("Moment"), 303: .message("FieldMask"), 304: .message("Struct"),
            305: .message("Any"), 306: .message("Value"), 307: .enumeration,
        ]),
        .repeated([
            311: .message("Moment"), 312: .message("Moment"), 313: .message("FieldMask"), 324: .message("Struct"),
            315: .message("Any"), 316: .message("Value"), 317: .message("ListValue"),
        ]),
        .single(numbered(from: 401, Array(repeating: .int32, count: 18)))
    )

    /// Google's well-known types; a duration and a timestamp are alike on the wire.
    private static let wellKnown: [String: MessageShape] = [
        "BoolValue": .single([1: .bool]), "Int32Value": .single([1: .int32]), "Int64Value": .single([1: .int64]),
        "UInt32Value": .single([1: .uint32]), "UInt64Value": .single([1: .uint64]),
        "FloatValue": .single([1: .float]), "DoubleValue": .single([1: .double]),
        "StringValue": .single([1: .string]), "BytesValue": .single([1: .bytes]),
        "Moment": .single([1: .int64, 2: .int32]),
        "FieldMask": .repeated([1: .string]),
        "Any": .single([1: .string, 2: .bytes]),
        "Struct": .maps([1: (.string, .message("Value"))]),
        "Value": .oneof([
            1: .enumeration, 2: .double, 3: .string, 4: .bool, 5: .message("Struct"), 6: .message("ListValue"),
        ]),
        "ListValue": .repeated([1: .message("Value")]),
    ]

    private static let wrappers: [ValueKind] = [
        "BoolValue", "Int32Value", "Int64Value", "UInt32Value", "UInt64Value", "FloatValue", "DoubleValue",
        "StringValue", "BytesValue",
    ].map { .message($0) }

    private static func numbered(from first: Int, _ kinds: [ValueKind]) -> [Int: ValueKind] {
        Dictionary(uniqueKeysWithValues: kinds.enumerated().map { (first + $0.offset, $0.element) })
    }
}
