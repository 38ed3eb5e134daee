/// The headers of one part of a form.
struct MultipartHead: Equatable {
    /// The field.
    let name: String
    /// What the client calls the file; nil for a field that is none.
    let fileName: String?
    /// What the client says it is.
    let type: String?

    /// Reads the lines; nil without the name of a field.
    init?(_ text: String) {
        var disposition: HeaderParameters?
        var type: String?
        for line in text.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            let value = String(parts[1].drop { $0 == " " || $0 == "\t" })
            switch parts[0].lowercased() {
            case "content-disposition": disposition = HeaderParameters(value)
            case "content-type": type = value
            default: break
            }
        }
        guard let disposition, disposition.value == "form-data", let name = disposition["name"] else { return nil }
        self.name = name
        fileName = disposition["filename"]
        self.type = type
    }
}

/// A header's value and its parameters: `form-data; name="file"; filename="a\"b.png"`.
struct HeaderParameters {
    /// What is before the first semicolon, in small letters.
    let value: String
    private var parameters: [String: String] = [:]

    /// Reads a header; what makes no sense in it is left out.
    init(_ text: String) {
        var rest = Substring(text)
        value = Self.token(&rest).lowercased()
        while let next = rest.first {
            rest.removeFirst()
            guard next == ";" else { continue }
            let name = Self.token(&rest).lowercased()
            guard rest.first == "=" else { continue }
            rest.removeFirst()
            parameters[name] = rest.first == "\"" ? Self.quoted(&rest) : Self.token(&rest)
        }
    }

    /// A parameter, by its name in small letters.
    subscript(name: String) -> String? { parameters[name] }

    private static func token(_ rest: inout Substring) -> String {
        rest = rest.drop { $0 == " " || $0 == "\t" }
        let token = rest.prefix { $0 != ";" && $0 != "=" && $0 != " " && $0 != "\t" }
        rest = rest[token.endIndex...].drop { $0 == " " || $0 == "\t" }
        return String(token)
    }

    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            text.append(character == "\\" ? rest.popFirst() ?? character : character)
        }
        return text
    }
}
