/// Conversations after the sections of Autobahn's suite for WebSocket servers.
enum EchoCases {
    private static let hello = Array("Hello-µ@ßöäüàá-UTF-8!!".utf8)

    static var all: [EchoCase] {
        framing + pings + reserved + fragmentation + text + closing
    }

    // MARK: 1: framing

    private static var framing: [EchoCase] {
        var cases: [EchoCase] = []
        for count in [0, 1, 125, 126, 127, 128, 65_535, 65_536] {
            let text = [UInt8](repeating: 0x2A, count: count)
            let binary = [UInt8](repeating: 0xFE, count: count)
            cases.append(.good("1.1: text of \(count)", [ClientFrame.frame(0x1, text)], [.text(text)]))
            cases.append(.good("1.2: binary of \(count)", [ClientFrame.frame(0x2, binary)], [.binary(binary)]))
        }
        return cases
    }

    // MARK: 2: pings

    private static var pings: [EchoCase] {
        let long = [UInt8](repeating: 0xFE, count: 125)
        return [
            .good("2.1: empty ping", [ClientFrame.frame(0x9, [])], [.pong([])]),
            .good("2.2: ping", [ClientFrame.frame(0x9, hello)], [.pong(hello)]),
            .good("2.4: longest ping", [ClientFrame.frame(0x9, long)], [.pong(long)]),
            .bad("2.5: ping too long", [ClientFrame.frame(0x9, long + [0])]),
            .good("2.7: pongs are not answered", [ClientFrame.frame(0xA, []), ClientFrame.frame(0xA, hello)], []),
            .good(
                "2.10: ten pings", (0..<10).map { ClientFrame.frame(0x9, [$0]) }, (0..<10).map { .pong([$0]) }),
        ]
    }

    // MARK: 3 and 4: reserved bits and opcodes

    private static var reserved: [EchoCase] {
        let good = ClientFrame.frame(0x1, hello)
        var cases: [EchoCase] = []
        for bits in 1...7 as ClosedRange<UInt8> {
            for opcode in [0x1, 0x2, 0x8, 0x9, 0xA] as [UInt8] {
                let bad = ClientFrame.frame(opcode, opcode == 0x8 ? [] : hello, reserved: bits << 4)
                cases.append(.bad("3: reserved bits \(bits) at opcode \(opcode)", [good, bad], [.text(hello)]))
            }
        }
        for opcode in [3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as [UInt8] {
            for payload in [[], hello] {
                let bad = ClientFrame.frame(opcode, payload)
                cases.append(
                    .bad("4: opcode \(opcode) with \(payload.count) bytes", [good, bad], [.text(hello)]))
            }
        }
        return cases
    }

    // MARK: 5: fragmentation

    private static var fragmentation: [EchoCase] {
        let (first, second) = (Array(hello[..<9]), Array(hello[9...]))
        let begin = ClientFrame.frame(0x1, first, isFinal: false)
        let end = ClientFrame.frame(0x0, second)
        let ping = ClientFrame.frame(0x9, [7])
        return [
            .bad("5.1: fragmented ping", [ClientFrame.frame(0x9, first, isFinal: false), end]),
            .bad("5.2: fragmented pong", [ClientFrame.frame(0xA, first, isFinal: false), end]),
            .good("5.3: two fragments", [begin, end], [.text(hello)]),
            .good("5.6: ping between fragments", [begin, ping, end], [.pong([7]), .text(hello)]),
            .good(
                "5.8: one byte a fragment",
                [ClientFrame.frame(0x2, [], isFinal: false)]
                    + hello.map { ClientFrame.frame(0x0, [$0], isFinal: false) }
                    + [ClientFrame.frame(0x0, [])],
                [.binary(hello)]),
            .bad("5.9: continuation of nothing", [end, ClientFrame.frame(0x1, hello)]),
            .bad("5.10: unfinished continuation of nothing", [ClientFrame.frame(0x0, first, isFinal: false)]),
            .bad("5.15: continuation after the end", [begin, end, end], [.text(hello)]),
            .bad("5.18: text within a text", [begin, ClientFrame.frame(0x1, second)]),
            .bad("5.18: binary within a text", [begin, ClientFrame.frame(0x2, second)]),
            .good(
                "5.19: empty fragments and pings",
                [
                    begin, ping, ClientFrame.frame(0x0, [], isFinal: false), ping,
                    ClientFrame.frame(0x0, [], isFinal: false),
                    end, ping,
                ], [.pong([7]), .pong([7]), .text(hello), .pong([7])]),
        ]
    }

    // MARK: 6: UTF-8

    private static let good: [[UInt8]] = [
        Array("κόσμε".utf8), [0x00], [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xEF, 0xBF, 0xBF],
        [0xED, 0x9F, 0xBF], [0xEE, 0x80, 0x80], [0xF0, 0x90, 0x80, 0x80], [0xF4, 0x8F, 0xBF, 0xBF], [0xEF, 0xBF, 0xBE],
    ]
    private static let bad: [[UInt8]] = [
        [0x80], [0xBF], [0x80, 0xBF, 0x80], [0xC0, 0x20], [0xE0, 0x20], [0xF0, 0x20], [0xF8, 0x20], [0xFC, 0x20],
        [0xC0],
        [0xE0, 0x80], [0xF0, 0x80, 0x80], [0xFE], [0xFF], [0xFE, 0xFE, 0xFF, 0xFF], [0xC0, 0xAF], [0xE0, 0x80, 0xAF],
        [0xF0, 0x80, 0x80, 0xAF], [0xC1, 0xBF], [0xE0, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xC0, 0x80],
        [0xED, 0xA0, 0x80], [0xED, 0xAF, 0xBF], [0xED, 0xBF, 0xBF], [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xCE], [0xCE, 0xBA, 0xE1],
    ]

    private static var text: [EchoCase] {
        var cases: [EchoCase] = []
        for bytes in good {
            cases.append(.good("6: \(bytes)", [ClientFrame.frame(0x1, bytes)], [.text(bytes)]))
            let pieces = bytes.enumerated().map { ClientFrame.frame($0 == 0 ? 0x1 : 0x0, [$1], isFinal: false) }
            cases.append(.good("6: \(bytes) in pieces", pieces + [ClientFrame.frame(0x0, [])], [.text(bytes)]))
        }
        for bytes in bad {
            cases.append(.bad("6: \(bytes)", [ClientFrame.frame(0x1, bytes)], code: 1007))
        }
        let unfinished = [
            ClientFrame.frame(0x1, Array("κόσμε".utf8), isFinal: false),
            ClientFrame.frame(0x0, [0xF4, 0x90], isFinal: false),
        ]
        cases.append(.bad("6.4: at the first wrong byte of an unfinished message", unfinished, code: 1007))
        let cut = Array(ClientFrame.frame(0x1, [0x41, 0xF4, 0x90, 0x80, 0x80, 0x42]).dropLast(3))
        cases.append(.bad("6.4: at the first wrong byte of an unfinished frame", [cut], code: 1007))
        return cases
    }

    // MARK: 7: closing

    private static var closing: [EchoCase] {
        let reason = String(repeating: "x", count: 123)
        let good = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999] as [UInt16]
        let bad = [0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999, 5000, 65_535] as [UInt16]
        var cases: [EchoCase] = [
            EchoCase(
                name: "7.1.3: a message after the close", bytes: ClientFrame.close(1000) + ClientFrame.text("late"),
                expected: [.close(1000)]),
            EchoCase(
                name: "7.1.5: a close within a message",
                bytes: ClientFrame.frame(0x1, hello, isFinal: false) + ClientFrame.close(1000),
                expected: [.close(1000)]),
            EchoCase(name: "7.3.1: a close without a word", bytes: ClientFrame.close(nil), expected: [.close(nil)]),
            .bad("7.3.2: half a code", [ClientFrame.frame(0x8, [3])]),
            EchoCase(
                name: "7.3.5: the longest reason", bytes: ClientFrame.close(1000, reason: reason),
                expected: [.close(1000)]),
            .bad("7.3.6: a reason too long", [ClientFrame.close(1000, reason: reason + "x")]),
            .bad(
                "7.5.1: a reason that is no UTF-8", [ClientFrame.frame(0x8, [3, 0xE8, 0xCE, 0xBA, 0xE1])], code: 1007),
        ]
        for code in good {
            cases.append(EchoCase(name: "7.7: \(code)", bytes: ClientFrame.close(code), expected: [.close(code)]))
        }
        for code in bad { cases.append(.bad("7.9: \(code)", [ClientFrame.close(code)])) }
        return cases
    }
}
