import Testing

@testable import Gateway

/// What a client sends to an echo, and what has to come back.
struct EchoCase: Sendable, CustomTestStringConvertible {
    /// A frame that comes back.
    enum Frame: Equatable, Sendable {
        case text([UInt8])
        case binary([UInt8])
        case pong([UInt8])
        case close(UInt16?)
    }

    let name: String
    let bytes: [UInt8]
    let expected: [Frame]

    /// A conversation that ends with the client's goodbye, which is answered.
    static func good(_ name: String, _ frames: [[UInt8]], _ expected: [Frame]) -> EchoCase {
        EchoCase(
            name: name, bytes: frames.flatMap(\.self) + ClientFrame.close(1000), expected: expected + [.close(1000)])
    }

    /// A conversation that the server ends because a rule is broken.
    static func bad(_ name: String, _ frames: [[UInt8]], _ expected: [Frame] = [], code: UInt16 = 1002) -> EchoCase {
        EchoCase(name: name, bytes: frames.flatMap(\.self), expected: expected + [.close(code)])
    }

    var testDescription: String { name }
}
