import Wire

/// What a value is, and with that how it is written.
enum ValueKind: Hashable, Sendable {
    case int32, int64, uint32, uint64, sint32, sint64, fixed32, fixed64, sfixed32, sfixed64
    case float, double, bool, enumeration, string, bytes
    /// A message of a shape of the table ``MessageShape/named``.
    case message(String)

    /// Every kind of number, then texts: the order in which schemas for tests number them.
    static let scalars: [ValueKind] = [
        .int32, .int64, .uint32, .uint64, .sint32, .sint64, .fixed32, .fixed64, .sfixed32, .sfixed64, .float, .double,
        .bool, .string, .bytes,
    ]

    /// The layout of one value.
    var layout: WireType {
        switch self {
        case .int32, .int64, .uint32, .uint64, .sint32, .sint64, .bool, .enumeration: .varint
        case .fixed64, .sfixed64, .double: .fixed64
        case .fixed32, .sfixed32, .float: .fixed32
        case .string, .bytes, .message: .lengthDelimited
        }
    }

    /// Whether values of this kind may stand in one field without tags between them.
    var isPackable: Bool { layout != .lengthDelimited }

    /// What a field of this kind holds that never came.
    var byDefault: DynamicValue {
        switch self {
        case .string: .text("")
        case .bytes: .bytes([])
        case .message(let name): .message(DynamicMessage(of: .named(name)))
        default: .number(0)
        }
    }
}
