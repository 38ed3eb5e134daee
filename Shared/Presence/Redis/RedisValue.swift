/// A reply of Redis, or a part of one.
enum RedisValue: Sendable, Equatable {
    /// Nothing: no such key, or no such part.
    case null
    /// A whole number.
    case integer(Int64)
    /// Bytes, or a short line such as `OK`.
    case bytes([UInt8])
    /// Parts, in order.
    case array([RedisValue])
    /// Redis refused; the first word says why.
    case error(String)
}
