/// A JSON number taken apart: exact whatever its length, and equal for every spelling of one value.
struct JSONNumber: Equatable {
    /// Exponents beyond this are as good as infinite; it keeps the arithmetic from overflowing.
    private static let farthestExponent = Int.max / 4

    private let isNegative: Bool
    /// Decimal digits (0 to 9) with no zero at either end; empty for zero.
    private let digits: ArraySlice<UInt8>
    /// The power of ten that the last digit counts.
    private let exponent: Int

    /// Takes apart the bytes of a number whose grammar has been checked.
    init(_ text: UnsafeRawBufferPointer) {
        var all: [UInt8] = []
        var power = 0
        var rest = text[...]
        let hasSign = rest.first == .minus
        if hasSign { rest = rest.dropFirst() }
        var isFraction = false
        while let byte = rest.first {
            rest = rest.dropFirst()
            if byte.isDigit {
                all.append(byte &- .zero)
                if isFraction { power -= 1 }
            } else if byte == .point {
                isFraction = true
            } else {
                power += Self.exponent(rest)
                break
            }
        }
        let ending = all.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
        power += all.count - ending
        digits = all[..<ending].drop { $0 == 0 }
        exponent = digits.isEmpty ? 0 : power
        isNegative = hasSign && !digits.isEmpty
    }

    private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
        var value = 0
        for byte in text where byte.isDigit {
            value = min(value * 10 + Int(byte &- .zero), farthestExponent / 10)
        }
        return text.first == .minus ? -value : value
    }

    /// The value as an integer; nil if it has a fraction or does not fit.
    var integer: Int64? {
        guard !digits.isEmpty else { return 0 }
        // Int64 has 19 digits at most.
        guard exponent >= 0, exponent <= 19 else { return nil }
        var value: Int64 = 0
        for digit in digits {
            guard let next = Self.appending(digit, to: value, isNegative: isNegative) else { return nil }
            value = next
        }
        for _ in 0..<exponent {
            guard let next = Self.appending(0, to: value, isNegative: isNegative) else { return nil }
            value = next
        }
        return value
    }

    /// Counts away from zero in the direction of the sign, so that the lowest integer is reached too.
    private static func appending(_ digit: UInt8, to value: Int64, isNegative: Bool) -> Int64? {
        let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, sumOverflow) =
            isNegative
            ? tens.subtractingReportingOverflow(Int64(digit))
            : tens.addingReportingOverflow(Int64(digit))
        return tensOverflow || sumOverflow ? nil : sum
    }

    /// The value of an optional minus and at most 18 digits, which cannot overflow; nil for a longer text.
    static func shortInteger(_ text: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = text.first == .minus
        let digits = isNegative ? text.dropFirst() : text[...]
        guard digits.count <= 18 else { return nil }
        var value: Int64 = 0
        for byte in digits { value = value &* 10 &+ Int64(byte &- .zero) }
        return isNegative ? -value : value
    }
}
