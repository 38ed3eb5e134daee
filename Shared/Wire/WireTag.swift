/// How the bytes of a field are laid out (Protocol Buffers encoding, "Message structure").
public enum WireType: UInt8, Sendable {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case startGroup = 3
    case endGroup = 4
    case fixed32 = 5
}

/// What stands before each field: its number and its layout.
public struct WireTag: Hashable, Sendable {
    /// 1 to 2^29 - 1.
    public let number: Int
    /// How what follows is laid out.
    public let type: WireType

    /// Creates a tag of a field number that the caller knows to be in bounds.
    @inlinable
    public init(_ number: Int, _ type: WireType) {
        self.number = number
        self.type = type
    }
}
