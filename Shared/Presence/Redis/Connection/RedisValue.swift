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

    /// Bytes as text; nil if it is something else.
    var text: String? {
        if case .bytes(let bytes) = self { String(decoding: bytes, as: UTF8.self) } else { nil }
    }

    /// The parts; nil if it is something else.
    var parts: [RedisValue]? {
        if case .array(let parts) = self { parts } else { nil }
    }

    /// The number; nil if it is something else.
    var number: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The first word of a refusal, nil if it is none.
    ///
    /// Only that is fit for a log: the rest may repeat what was sent, and so a password.
    var refusal: String? {
        guard case .error(let reason) = self else { return nil }
        return String(reason.prefix { $0 != " " })
    }
}
