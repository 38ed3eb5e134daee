/// Reading times.
extension Timestamp {
    /// Reads an RFC 3339 time with any offset.
    ///
    /// A fraction may have any number of digits; those after the third are dropped. A leap second is refused, as are
    /// times that fall out of `range` in UTC.
    ///
    /// - Returns: Milliseconds since 1970 in UTC; nil if the text is not such a time.
    package static func parse(_ text: String) -> Int64? {
        parse(Array(text.utf8))
    }

    /// Reads an RFC 3339 time from its UTF-8, as `parse(_:)` does from a string.
    package static func parse(_ text: [UInt8]) -> Int64? {
        var reader = Reader(rest: text[...])
        guard let year = reader.number(4), reader.take("-"),
            let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("Tt"),
            let hour = reader.number(2), hour < 24, reader.take(":"),
            let minute = reader.number(2), minute < 60, reader.take(":"),
            let second = reader.number(2), second < 60,
            let fraction = reader.fraction(),
            let offset = reader.offset(), reader.rest.isEmpty,
            let days = CivilDate(year: year, month: month, day: day)?.daysSince1970
        else { return nil }
        let seconds = (hour * 60 + minute - offset) * 60 + second
        let time = Int64(days) * dayLength + Int64(seconds * 1000 + fraction)
        return range.contains(time) ? time : nil
    }

    /// The part of the text not read yet.
    private struct Reader {
        var rest: ArraySlice<UInt8>

        /// A number of exactly so many digits.
        mutating func number(_ width: Int) -> Int? {
            let digits = rest.prefix(width)
            guard digits.count == width, digits.allSatisfy(\.isDigit) else { return nil }
            rest = rest.dropFirst(width)
            return digits.reduce(0) { $0 * 10 + Int($1 &- .zero) }
        }

        /// One byte out of several.
        mutating func take(_ choices: StaticString) -> Bool {
            guard let byte = rest.first, choices.withUTF8Buffer({ $0.contains(byte) }) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Milliseconds; 0 if there is no fraction.
        mutating func fraction() -> Int? {
            guard take(".") else { return 0 }
            let digits = rest.prefix(while: \.isDigit)
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count)
            return (0..<3).reduce(0) { sum, index in
                sum * 10 + (index < digits.count ? Int(digits[digits.startIndex + index] &- .zero) : 0)
            }
        }

        /// Minutes east of UTC.
        mutating func offset() -> Int? {
            if take("Zz") { return 0 }
            let isWest = rest.first == .minus
            guard take("+-"), let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60
            else { return nil }
            return (hours * 60 + minutes) * (isWest ? -1 : 1)
        }
    }
}
