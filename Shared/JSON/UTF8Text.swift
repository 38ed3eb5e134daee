/// Whether bytes are UTF-8.
package enum UTF8Text {
    /// How a code point of several bytes goes on after its first byte, as table 3-7 of the Unicode standard has it.
    struct Sequence {
        /// How many bytes follow the first.
        let following: Int
        /// What the second byte may be; all later ones are 0x80 to 0xBF.
        let second: ClosedRange<UInt8>

        /// Creates the rule for a first byte; nil if no code point begins with it.
        @inline(__always)
        init?(lead: UInt8) {
            switch lead {
            case 0xC2...0xDF: (following, second) = (1, 0x80...0xBF)
            case 0xE0: (following, second) = (2, 0xA0...0xBF)
            case 0xED: (following, second) = (2, 0x80...0x9F)
            case 0xE1...0xEF: (following, second) = (2, 0x80...0xBF)
            case 0xF0: (following, second) = (3, 0x90...0xBF)
            case 0xF1...0xF3: (following, second) = (3, 0x80...0xBF)
            case 0xF4: (following, second) = (3, 0x80...0x8F)
            default: return nil
            }
        }
    }

    /// Whether all of the bytes are whole code points in UTF-8, without surrogates and overlong forms.
    package static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position &+= 1
            if byte < 0x80 { continue }
            guard let sequence = Sequence(lead: byte), position &+ sequence.following <= bytes.count,
                sequence.second.contains(bytes[position])
            else { return false }
            for offset in 1..<sequence.following where bytes[position &+ offset] & 0xC0 != 0x80 { return false }
            position &+= sequence.following
        }
        return true
    }
}
