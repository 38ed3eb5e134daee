/// What travels beside a call: names in lower case with their values, in order; a name may occur more than once.
package struct RPCMetadata: Hashable, Sendable {
    /// One name and its value.
    package struct Field: Hashable, Sendable {
        /// In lower case.
        package let name: String
        /// Printable ASCII.
        package let value: String
    }

    /// All fields, in order.
    package private(set) var fields: [Field] = []

    /// Creates empty metadata.
    package init() {}

    /// Appends a field.
    package mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name.lowercased(), value: value))
    }

    /// The first value of a name in any case; setting replaces them all, nil removes them.
    package subscript(name: String) -> String? {
        get {
            let name = name.lowercased()
            return fields.first { $0.name == name }?.value
        }
        set {
            let name = name.lowercased()
            fields.removeAll { $0.name == name }
            if let newValue {
                add(name, newValue)
            }
        }
    }
}
