@testable import JSON

/// Visits every part of a value through the typed reads, the way that is furthest from skipping it.
enum Walk {
    /// Reads one value and the end of the text.
    static func whole(_ bytes: [UInt8]) throws(JSONError) {
        try JSONScanner.scan(bytes) { scanner throws(JSONError) in
            try value(&scanner)
            try scanner.finish()
        }
    }

    private static func value(_ scanner: inout JSONScanner) throws(JSONError) {
        switch try scanner.peek() {
        case .object:
            try scanner.object { _, scanner throws(JSONError) in try value(&scanner) }
        case .array:
            _ = try scanner.array { scanner throws(JSONError) in try value(&scanner) }
        case .string:
            _ = try scanner.string()
        case .number:
            do throws(JSONError) {
                _ = try scanner.double()
            } catch {
                guard error.reason == .numberOutOfRange else { throw error }
            }
        case .bool:
            _ = try scanner.bool()
        case .null:
            _ = try scanner.null()
        }
    }
}
