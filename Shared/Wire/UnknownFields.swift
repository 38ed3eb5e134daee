/// Fields that this build does not know, as they came in: written back unchanged, so that an older service in the middle
/// loses nothing.
public struct UnknownFields: Hashable, Sendable {
    /// Whole fields, tags included, in the order they were read.
    public private(set) var bytes: [UInt8] = []

    /// Creates an empty collection.
    @inlinable
    public init() {}

    /// Keeps one more field.
    mutating func append(_ field: ArraySlice<UInt8>) {
        bytes.append(contentsOf: field)
    }
}
