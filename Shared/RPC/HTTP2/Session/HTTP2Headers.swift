/// A list of header fields: pseudo-header fields first, names in lower case.
struct HTTP2Headers: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    struct Field: Hashable, Sendable {
        let name: String
        let value: String
    }

    private(set) var fields: [Field] = []

    init() {}

    init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// The first value of a name, which is given in lower case.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
