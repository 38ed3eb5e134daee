/// Walking into objects and arrays.
extension JSONScanner {
    /// Enters the object that comes next; its members are then visited by `nextKey()`.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `tooDeep` beyond the limit.
    package mutating func enterObject() throws(JSONError) {
        try begin(.object)
        try open()
    }

    /// Enters the array that comes next; its elements are then visited by `nextElement()`.
    ///
    /// - Throws: `typeMismatch` for another kind of value, `tooDeep` beyond the limit.
    package mutating func enterArray() throws(JSONError) {
        try begin(.array)
        try open()
    }

    /// Moves to the next member of the object entered last, or leaves the object.
    ///
    /// The value is then read by one of the typed reads. A value that was not read is validated and passed over by
    /// the next call, so unknown keys need no handling.
    ///
    /// - Returns: The member's key; nil once the object is left.
    package mutating func nextKey() throws(JSONError) -> JSONKey? {
        guard try advance(closing: .closeBrace) else { return nil }
        let content = try scanString()
        skipWhitespace()
        try expect(.colon)
        place = .value
        return key(content)
    }

    /// Moves to the next element of the array entered last, or leaves the array.
    ///
    /// An element that was not read is validated and passed over by the next call.
    ///
    /// - Returns: Whether there is an element to read; false once the array is left.
    package mutating func nextElement() throws(JSONError) -> Bool {
        guard try advance(closing: .closeBracket) else { return false }
        place = .value
        return true
    }

    /// Visits every member of the object that comes next.
    ///
    /// - Parameter visit: Called in order with each key and the scanner in front of its value, which it may leave unread.
    /// - Throws: `typeMismatch` for another kind of value, or what `visit` throws.
    package mutating func object(
        _ visit: (JSONKey, inout JSONScanner) throws(JSONError) -> Void
    ) throws(JSONError) {
        try enterObject()
        while let key = try nextKey() { try visit(key, &self) }
    }

    /// Reads every element of the array that comes next.
    ///
    /// - Parameter element: Reads one element.
    /// - Returns: What `element` returned, in order.
    /// - Throws: `typeMismatch` for another kind of value, or what `element` throws.
    package mutating func array<Element>(
        _ element: (inout JSONScanner) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        var elements: [Element] = []
        try enterArray()
        while try nextElement() { elements.append(try element(&self)) }
        return elements
    }

    /// Enters the container whose first byte is at the position.
    private mutating func open() throws(JSONError) {
        guard depth < maxDepth else { throw JSONError(.tooDeep, at: position) }
        position &+= 1
        depth &+= 1
        place = .opened
    }

    /// Moves to the next member or element; false, and out of the container, if there is none.
    private mutating func advance(closing: UInt8) throws(JSONError) -> Bool {
        if place == .value { try skip() }
        skipWhitespace()
        guard depth > 0, let byte = current else { throw misplaced() }
        if byte == closing {
            position &+= 1
            depth &-= 1
            place = .valued
            return false
        }
        if place == .valued {
            guard byte == .comma else { throw misplaced() }
            position &+= 1
            skipWhitespace()
        }
        return true
    }
}
