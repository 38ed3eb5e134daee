/// Passing over values: the whole grammar is checked, and nothing is allocated.
extension JSONScanner {
    /// Validates the next value and moves past it.
    package mutating func skip() throws(JSONError) {
        guard place == .value else { throw misplaced() }
        skipWhitespace()
        try skipValue(below: depth)
        place = .valued
    }

    private mutating func skipValue(below level: Int) throws(JSONError) {
        switch current {
        case .quote?:
            _ = try scanString()
        case .openBrace?:
            try skipObject(at: level &+ 1)
        case .openBracket?:
            try skipArray(at: level &+ 1)
        case .minus?, (.zero ... .nine)?:
            _ = try scanNumber()
        case UInt8(ascii: "t")?:
            try skipWord("true")
        case UInt8(ascii: "f")?:
            try skipWord("false")
        case UInt8(ascii: "n")?:
            try skipWord("null")
        default:
            throw misplaced()
        }
    }

    private mutating func skipObject(at level: Int) throws(JSONError) {
        guard level <= maxDepth else { throw JSONError(.tooDeep, at: position) }
        position &+= 1
        skipWhitespace()
        if current == .closeBrace {
            position &+= 1
            return
        }
        while true {
            _ = try scanString()
            skipWhitespace()
            try expect(.colon)
            skipWhitespace()
            try skipValue(below: level)
            guard try skipComma(orClosing: .closeBrace) else { return }
        }
    }

    private mutating func skipArray(at level: Int) throws(JSONError) {
        guard level <= maxDepth else { throw JSONError(.tooDeep, at: position) }
        position &+= 1
        skipWhitespace()
        if current == .closeBracket {
            position &+= 1
            return
        }
        repeat {
            try skipValue(below: level)
        } while try skipComma(orClosing: .closeBracket)
    }

    /// Moves past what follows a member or an element; false if that was the end of the container.
    private mutating func skipComma(orClosing closing: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        guard let byte = current, byte == .comma || byte == closing else { throw misplaced() }
        position &+= 1
        guard byte == .comma else { return false }
        skipWhitespace()
        return true
    }

    private mutating func skipWord(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            try expect(word.utf8Start[index])
        }
    }
}
