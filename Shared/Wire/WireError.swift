/// Why bytes are not a protobuf message.
public enum WireError: Error, Equatable, Sendable {
    /// The bytes end inside a field.
    case truncated
    /// A varint is longer than ten bytes.
    case varintTooLong
    /// A length points beyond the end of the bytes, or is written in more than five bytes.
    case lengthOutOfBounds
    /// Field number 0, a number above 2^29 - 1, an unknown wire type, or a tag of more than five bytes.
    case malformedTag
    /// A known field came with another wire type than its own; ``WireMessage/merge(from:)`` keeps it as unknown.
    case unexpectedWireType(field: Int)
    /// A string is not UTF-8.
    case invalidUTF8(field: Int)
    /// Messages or groups are nested deeper than ``WireReader/depthLimit``.
    case tooDeep
    /// A group ends that did not begin, or begins and does not end.
    case unbalancedGroup
}
