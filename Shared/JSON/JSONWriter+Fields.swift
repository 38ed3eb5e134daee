/// Members of objects: a key fixed in the code and its value.
extension JSONWriter {
    /// Writes a member whose value is a string.
    package mutating func field(_ key: StaticString, _ value: String) {
        self.key(key)
        string(value)
    }

    /// Writes a member whose value is an integer.
    package mutating func field(_ key: StaticString, _ value: some FixedWidthInteger) {
        self.key(key)
        int(value)
    }

    /// Writes a member whose value is `true` or `false`.
    package mutating func field(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a member whose value is carried as bytes.
    package mutating func field(_ key: StaticString, _ value: RawJSON) {
        self.key(key)
        raw(value)
    }

    /// Writes a member whose value is an array of strings.
    package mutating func field(_ key: StaticString, _ values: [String]) {
        self.key(key)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// Writes a member whose value is a time in milliseconds since 1970, UTC.
    package mutating func field(_ key: StaticString, timestamp milliseconds: Int64) {
        self.key(key)
        timestamp(milliseconds)
    }

    /// Writes a string member, or nothing for nil.
    package mutating func field(_ key: StaticString, ifPresent value: String?) {
        if let value { field(key, value) }
    }

    /// Writes an integer member, or nothing for nil.
    package mutating func field(_ key: StaticString, ifPresent value: (some FixedWidthInteger)?) {
        if let value { field(key, value) }
    }

    /// Writes a truth member, or nothing for nil.
    package mutating func field(_ key: StaticString, ifPresent value: Bool?) {
        if let value { field(key, value) }
    }

    /// Writes a member carried as bytes, or nothing for nil.
    package mutating func field(_ key: StaticString, ifPresent value: RawJSON?) {
        if let value { field(key, value) }
    }

    /// Writes a time in milliseconds since 1970, UTC, or nothing for nil.
    package mutating func field(_ key: StaticString, timestampIfPresent milliseconds: Int64?) {
        if let milliseconds { field(key, timestamp: milliseconds) }
    }

    /// Writes a member whose value is an object.
    package mutating func object(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        beginObject()
        members(&self)
        endObject()
    }

    /// Writes a member whose value is an array.
    package mutating func array(_ key: StaticString, _ elements: (inout JSONWriter) -> Void) {
        self.key(key)
        beginArray()
        elements(&self)
        endArray()
    }
}
