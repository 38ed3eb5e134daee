import Crypto

/// A program that Redis runs as one step, and remembers by its digest.
struct RedisScript: Sendable {
    /// What it does, in Lua.
    let source: String
    private let digest: String

    /// Names a program.
    init(_ source: String) {
        self.source = source
        digest = Insecure.SHA1.hash(data: Array(source.utf8)).map { byte in
            String(UInt16(byte) + 0x100, radix: 16).dropFirst()
        }.joined()
    }

    /// Runs the program if Redis remembers it; else it is refused with ``isForgotten(_:)``.
    func call(_ arguments: [String]) -> RedisCommand {
        RedisCommand("EVALSHA", digest, "0").adding(arguments)
    }

    /// Runs the program, and has Redis remember it.
    func firstCall(_ arguments: [String]) -> RedisCommand {
        RedisCommand("EVAL", source, "0").adding(arguments)
    }

    /// Whether Redis does not remember a program, and so did nothing.
    static func isForgotten(_ reply: RedisValue) -> Bool {
        reply.refusal == "NOSCRIPT"
    }
}
