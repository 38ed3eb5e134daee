/// Fields by name. A field of the wrong kind, or none where one has to be, is thrown as `StoreError.corrupted`.
extension BSONDocument {
    /// A field, or nil when there is none of that name.
    package func value(_ name: String) throws(StoreError) -> BSONValue? {
        var scanner = try BSONScanner(self)
        while let field = try scanner.next() {
            if scanner.bytes[field.name].elementsEqual(name.utf8) { return try scanner.value(of: field) }
        }
        return nil
    }

    /// All values, in order: of an array its elements.
    func values() throws(StoreError) -> [BSONValue] {
        var scanner = try BSONScanner(self)
        var values: [BSONValue] = []
        while let field = try scanner.next() { values.append(try scanner.value(of: field)) }
        return values
    }

    /// All names, in order.
    func names() throws(StoreError) -> [String] {
        var scanner = try BSONScanner(self)
        var names: [String] = []
        while let field = try scanner.next() {
            guard let name = String(validating: scanner.bytes[field.name], as: UTF8.self) else { throw .corrupted }
            names.append(name)
        }
        return names
    }

    /// An integer.
    package func int64(_ name: String) throws(StoreError) -> Int64 {
        guard let number = try optionalInt64(name) else { throw .corrupted }
        return number
    }

    /// An integer, or nil for null or no field.
    package func optionalInt64(_ name: String) throws(StoreError) -> Int64? {
        switch try value(name) {
        case .int(let number): return number
        case .null, nil: return nil
        default: throw .corrupted
        }
    }

    /// An integer that fits the machine's own.
    package func int(_ name: String) throws(StoreError) -> Int {
        guard let number = Int(exactly: try int64(name)) else { throw .corrupted }
        return number
    }

    /// A number written with `UInt64.stored`.
    package func uint64(_ name: String) throws(StoreError) -> UInt64 {
        UInt64(stored: try int64(name))
    }

    /// A truth value.
    package func bool(_ name: String) throws(StoreError) -> Bool {
        guard case .bool(let value) = try value(name) else { throw .corrupted }
        return value
    }

    /// A text.
    package func text(_ name: String) throws(StoreError) -> String {
        guard case .text(let text) = try value(name) else { throw .corrupted }
        return text
    }

    /// A list of texts.
    package func texts(_ name: String) throws(StoreError) -> [String] {
        var texts: [String] = []
        for value in try array(name) {
            guard case .text(let text) = value else { throw .corrupted }
            texts.append(text)
        }
        return texts
    }

    /// A copy of bytes.
    package func bytes(_ name: String) throws(StoreError) -> [UInt8] {
        guard case .bytes(let bytes) = try value(name) else { throw .corrupted }
        return bytes
    }

    /// A document within this one.
    package func document(_ name: String) throws(StoreError) -> BSONDocument {
        guard let document = try optionalDocument(name) else { throw .corrupted }
        return document
    }

    /// A document within this one, or nil for null or no field.
    package func optionalDocument(_ name: String) throws(StoreError) -> BSONDocument? {
        switch try value(name) {
        case .document(let document): return document
        case .null, nil: return nil
        default: throw .corrupted
        }
    }

    /// A list.
    package func array(_ name: String) throws(StoreError) -> [BSONValue] {
        guard case .array(let values) = try value(name) else { throw .corrupted }
        return values
    }

    /// A time of the server's logical clock.
    package func timestamp(_ name: String) throws(StoreError) -> UInt64 {
        guard case .timestamp(let time) = try value(name) else { throw .corrupted }
        return time
    }
}
