/// The text of a status as `grpc-message` carries it: percent-encoded UTF-8 (gRPC over HTTP/2, "Status-Message").
enum StatusText {
    private static let hexDigits = Array("0123456789ABCDEF".utf8)
    /// Bytes of a text that are sent at most; a header list has little room.
    private static let limit = 2048

    /// Encodes a text; what is beyond the limit is cut off.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8.prefix(limit) {
            if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes a text; what is malformed stays as it is.
    static func decode(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        let source = Array(text.utf8)
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count,
                let high = Character(UnicodeScalar(source[index + 1])).hexDigitValue,
                let low = Character(UnicodeScalar(source[index + 2])).hexDigitValue
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
