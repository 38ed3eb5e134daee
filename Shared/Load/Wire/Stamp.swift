/// What every message of a run says of itself: which run it belongs to, and when it was due.
///
/// In a message it stands at the head of the content, `"load:RUN:TIME:xxx…"`, and in a request's id as `pTIMESERIAL`: the
/// answer and every copy tell how late they are, and nobody has to remember what is on its way. Times are those of the
/// machine's monotonic clock, so both ends have to be on one machine.
enum Stamp {
    /// Digits of a time and of a run.
    static let timeDigits = 16
    static let runDigits = 8
    /// Digits of the serial number that tells apart what is due at the same time.
    static let serialDigits = 4
    /// The length of a publish's id.
    static let identifierLength = 1 + timeDigits + serialDigits
    /// The length of what stands before the padding of a content.
    static let contentHead = 5 + runDigits + 1 + timeDigits + 1

    /// Reads a content's stamp.
    ///
    /// - Parameters:
    ///   - text: The server's text.
    ///   - value: Where the content is.
    /// - Returns: The run and the time it was due, nanoseconds; nil when it is no message of a run.
    @inline(__always)
    static func read(_ text: ServerText, _ value: Range<Int>) -> (run: UInt64, due: UInt64)? {
        guard let content = text.inside(value), content.count >= contentHead else { return nil }
        let start = content.lowerBound
        guard text.holds(start..<start + 5, "load:") else { return nil }
        let runStart = start + 5
        let timeStart = runStart + runDigits + 1
        guard let run = hexadecimal(text.bytes, runStart..<runStart + runDigits),
            let due = hexadecimal(text.bytes, timeStart..<timeStart + timeDigits)
        else { return nil }
        return (run, due)
    }

    /// Reads the time out of a publish's id; nil for ids of other requests.
    @inline(__always)
    static func due(_ text: ServerText, id: Range<Int>) -> UInt64? {
        guard id.count == identifierLength, text.bytes[id.lowerBound] == UInt8(ascii: "p") else { return nil }
        return hexadecimal(text.bytes, id.lowerBound + 1..<id.lowerBound + 1 + timeDigits)
    }

    /// Writes a number in hexadecimal with leading zeros.
    @inline(__always)
    static func write(_ number: UInt64, digits: Int, to bytes: UnsafeMutableRawBufferPointer, at place: Int) {
        var rest = number
        for offset in stride(from: digits - 1, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: rest & 0xF)
            bytes[place + offset] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            rest >>= 4
        }
    }

    @inline(__always)
    private static func hexadecimal(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> UInt64? {
        var number: UInt64 = 0
        for byte in bytes[range] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            number = number << 4 | UInt64(digit)
        }
        return number
    }
}
