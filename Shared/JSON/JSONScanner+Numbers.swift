/// Numbers: only the grammar; see `JSONNumber` for what they are worth.
extension JSONScanner {
    /// Validates the number at the position and moves past it.
    ///
    /// - Returns: Whether it is written without fraction and exponent.
    mutating func scanNumber() throws(JSONError) -> Bool {
        let start = position
        var isPlain = true
        if current == .minus { position &+= 1 }
        if current == .zero {
            position &+= 1
            if let byte = current, byte.isDigit { throw JSONError(.invalidNumber, at: start) }
        } else {
            try skipDigits(ofNumberAt: start)
        }
        if current == .point {
            isPlain = false
            position &+= 1
            try skipDigits(ofNumberAt: start)
        }
        if let byte = current, byte | 0x20 == UInt8(ascii: "e") {
            isPlain = false
            position &+= 1
            if let sign = current, sign == .plus || sign == .minus { position &+= 1 }
            try skipDigits(ofNumberAt: start)
        }
        return isPlain
    }

    /// Moves over one digit or more.
    private mutating func skipDigits(ofNumberAt start: Int) throws(JSONError) {
        guard let byte = current else { throw misplaced() }
        guard byte.isDigit else { throw JSONError(.invalidNumber, at: start) }
        while let byte = current, byte.isDigit { position &+= 1 }
    }
}
