import JSON
import Testing

@Suite struct JSONNumberTests {
    @Test(
        "Every spelling of an integral value is that integer",
        arguments: [
            ("0", 0), ("-0", 0), ("0.000", 0), ("-0e7", 0), ("0e999999999999999999999", 0), ("7", 7), ("-7", -7),
            ("1.0", 1), ("1e3", 1000), ("1E+3", 1000), ("1.5e1", 15), ("1200e-2", 12), ("-12.30e1", -123),
            ("0.0001e4", 1), ("10000000000000000000000e-22", 1), ("1.00000000000000000000000000000", 1),
            ("999999999999999999", 999_999_999_999_999_999), ("1000000000000000000", 1_000_000_000_000_000_000),
            ("9223372036854775807", .max), ("-9223372036854775808", .min), ("9223372036854775.807e3", .max),
            ("-922337203685477580800e-2", .min), ("1e18", 1_000_000_000_000_000_000),
        ] as [(String, Int64)])
    func integral(text: String, value: Int64) throws {
        #expect(try RawJSON(validating: text.utf8).int == value)
    }

    @Test(
        "A fraction, or a value beyond 64 bits, is out of range",
        arguments: [
            "0.5", "1.5", "-1e-1", "1e-999999999999999999999", "9223372036854775808", "-9223372036854775809", "1e19",
            "1e999999999999999999999", "18446744073709551616", "123456789012345678901234567890", "0.1e0",
        ])
    func outOfRange(text: String) throws {
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) {
            try JSONScanner.scan(Array(text.utf8)) { scanner throws(JSONError) in try scanner.int() }
        }
        #expect(try RawJSON(validating: text.utf8).int == nil)
    }

    @Test("A narrower type takes what fits it")
    func narrow() throws {
        let read: (String) throws(JSONError) -> UInt8 = { text throws(JSONError) in
            try JSONScanner.scan(Array(text.utf8)) { scanner throws(JSONError) in try scanner.int(as: UInt8.self) }
        }
        #expect(try read("255") == 255)
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) { try read("256") }
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) { try read("-1") }
    }

    @Test("A number can be read as the nearest double")
    func doubles() throws {
        let read: (String) throws(JSONError) -> Double = { text throws(JSONError) in
            try JSONScanner.scan(Array(text.utf8)) { scanner throws(JSONError) in try scanner.double() }
        }
        #expect(try read("0.1") == 0.1)
        #expect(try read("-1.5E+2") == -150)
        #expect(try read("1e-400") == 0)
        #expect(throws: JSONError(.numberOutOfRange, at: 0)) { try read("1e400") }
    }
}
