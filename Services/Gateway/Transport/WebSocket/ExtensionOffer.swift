/// One extension that a client offers in `Sec-WebSocket-Extensions` (RFC 6455, section 9.1).
struct ExtensionOffer: Equatable {
    /// A name and, behind an equals sign, perhaps a value.
    struct Parameter: Equatable {
        var name: String
        var value: String?
    }

    /// What is wrong with a header.
    struct Malformed: Error {}

    var name: String
    var parameters: [Parameter] = []

    /// Reads the offers of a request.
    ///
    /// - Parameter headers: The values of all headers of that name, in order.
    /// - Returns: The offers, the best first.
    /// - Throws: `Malformed` for what the grammar does not allow.
    static func offers(in headers: [String]) throws(Malformed) -> [ExtensionOffer] {
        var offers: [ExtensionOffer] = []
        for header in headers where header.contains(where: { $0 != " " }) {
            var reader = Reader(header)
            repeat {
                offers.append(try reader.offer())
            } while reader.skip(",")
            guard reader.isAtEnd else { throw Malformed() }
        }
        return offers
    }

    /// Reads a header from left to right.
    private struct Reader {
        private var rest: Substring.UTF8View

        init(_ text: String) {
            rest = text[...].utf8
        }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func offer() throws(Malformed) -> ExtensionOffer {
            var offer = ExtensionOffer(name: try token())
            while skip(";") {
                let name = try token()
                offer.parameters.append(Parameter(name: name, value: skip("=") ? try value() : nil))
            }
            return offer
        }

        /// Passes over a mark and the blanks around it, if it comes next.
        mutating func skip(_ mark: Unicode.Scalar) -> Bool {
            rest = rest.drop(while: Self.isBlank)
            guard let next = rest.first, next == UInt8(ascii: mark) else { return false }
            rest = rest.dropFirst().drop(while: Self.isBlank)
            return true
        }

        private mutating func value() throws(Malformed) -> String {
            guard rest.first == UInt8(ascii: "\"") else { return try token() }
            rest.removeFirst()
            var bytes: [UInt8] = []
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""):
                    // Unquoted, a value has to be a token all the same.
                    guard !bytes.isEmpty, bytes.allSatisfy(Self.isTokenByte) else { throw Malformed() }
                    return String(decoding: bytes, as: UTF8.self)
                case UInt8(ascii: "\\"):
                    guard let escaped = rest.popFirst() else { throw Malformed() }
                    bytes.append(escaped)
                default:
                    bytes.append(byte)
                }
            }
            throw Malformed()
        }

        private mutating func token() throws(Malformed) -> String {
            rest = rest.drop(while: Self.isBlank)
            let token = rest.prefix(while: Self.isTokenByte)
            guard !token.isEmpty else { throw Malformed() }
            rest = rest.dropFirst(token.count)
            return String(decoding: token, as: UTF8.self)
        }

        private static func isBlank(_ byte: UInt8) -> Bool {
            byte == 0x20 || byte == 0x09
        }

        private static func isTokenByte(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"):
                true
            default:
                "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }
}
