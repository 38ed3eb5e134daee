/// Reads of values that may be `null`, and of lists.
extension JSONScanner {
    /// Reads a string; nil for `null`.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func stringOrNull() throws(JSONError) -> String? {
        try null() ? nil : try string()
    }

    /// Reads an integer; nil for `null`.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `numberOutOfRange` for a fraction or a value beyond `Int64`.
    package mutating func intOrNull() throws(JSONError) -> Int64? {
        try null() ? nil : try int()
    }

    /// Reads `true` or `false`; nil for `null`.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func boolOrNull() throws(JSONError) -> Bool? {
        try null() ? nil : try bool()
    }

    /// Cuts out the next value as validated bytes; nil for `null`.
    package mutating func rawOrNull() throws(JSONError) -> RawJSON? {
        try null() ? nil : try raw()
    }

    /// Cuts out the next value, which must be an object, as validated bytes; nil for `null`.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package mutating func rawObjectOrNull() throws(JSONError) -> RawJSON? {
        if try null() { return nil }
        try begin(.object)
        return try raw()
    }

    /// Reads an array of strings; empty for `null`.
    ///
    /// - Throws: `typeMismatch` for another kind of value or element.
    package mutating func strings() throws(JSONError) -> [String] {
        if try null() { return [] }
        return try array { element throws(JSONError) in try element.string() }
    }

    /// Reads a value of the reader's own unless it is `null`.
    ///
    /// - Parameter read: Reads the value.
    /// - Returns: The value; nil for `null`.
    /// - Throws: What `read` throws.
    package mutating func optional<Value>(
        _ read: (inout JSONScanner) throws(JSONError) -> Value
    ) throws(JSONError) -> Value? {
        try null() ? nil : try read(&self)
    }
}
