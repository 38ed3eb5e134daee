/// Looking into a value.
extension RawJSON {
    /// The decoded text if the value is a string, otherwise nil.
    package var string: String? {
        read { scanner throws(JSONError) in try scanner.string() }
    }

    /// The number if it is integral and fits, otherwise nil.
    package var int: Int64? {
        read { scanner throws(JSONError) in try scanner.int() }
    }

    /// The truth value if the value is one, otherwise nil.
    package var bool: Bool? {
        read { scanner throws(JSONError) in try scanner.bool() }
    }

    /// The members if the value is an object, otherwise nil.
    package var object: JSONObjectView? {
        guard kind == .object else { return nil }
        return read { scanner throws(JSONError) in try JSONObjectView(scanning: &scanner) }
    }

    /// The elements if the value is an array, otherwise nil.
    package var array: [RawJSON]? {
        guard kind == .array else { return nil }
        return read { scanner throws(JSONError) in
            try scanner.array { element throws(JSONError) in try element.raw() }
        }
    }

    /// Reads the value with a scanner.
    ///
    /// - Throws: What `body` throws; the scanner itself only for a value of another kind than asked for.
    package func scan<Result, Failure: Error>(
        _ body: (inout JSONScanner) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try JSONScanner.scan(bytes, maxDepth: .max, body)
    }

    private func read<Result>(_ body: (inout JSONScanner) throws(JSONError) -> Result) -> Result? {
        try? scan(body)
    }
}
