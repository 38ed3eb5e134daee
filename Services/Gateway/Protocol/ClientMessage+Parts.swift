import JSON

// Reading what several requests have in common. A part that is `null` counts as absent.

extension DescriptionPart {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> DescriptionPart? {
        if try scanner.null() { return nil }
        var part = DescriptionPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "defacs": part.defaultAccess = try readDefaultAccess(&scanner)
            case "public": part.publicJSON = try scanner.rawOrNull()
            case "trusted": part.trustedJSON = try scanner.rawOrNull()
            case "private": part.privateJSON = try scanner.rawOrNull()
            default: break
            }
        }
        return part
    }

    private static func readDefaultAccess(
        _ scanner: inout JSONScanner
    ) throws(JSONError) -> (authenticated: String?, anonymous: String?)? {
        if try scanner.null() { return nil }
        var modes: (authenticated: String?, anonymous: String?)
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "auth": modes.authenticated = try scanner.stringOrNull()
            case "anon": modes.anonymous = try scanner.stringOrNull()
            default: break
            }
        }
        return modes
    }
}

extension AccessPart {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> AccessPart? {
        if try scanner.null() { return nil }
        var part = AccessPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "user": part.user = try scanner.stringOrNull()
            case "mode": part.mode = try scanner.stringOrNull()
            default: break
            }
        }
        return part
    }
}

extension CredentialPart {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> CredentialPart? {
        if try scanner.null() { return nil }
        var part = CredentialPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "meth": part.method = try scanner.stringOrNull() ?? ""
            case "val": part.value = try scanner.stringOrNull()
            case "resp": part.response = try scanner.stringOrNull()
            case "params": part.parameters = try scanner.rawObjectOrNull()
            default: break
            }
        }
        return part
    }

    static func readList(_ scanner: inout JSONScanner) throws(JSONError) -> [CredentialPart] {
        if try scanner.null() { return [] }
        return try scanner.array { element throws(JSONError) in try read(&element) ?? CredentialPart() }
    }
}

extension SetPart {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> SetPart? {
        if try scanner.null() { return nil }
        var part = SetPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() { try part.read(key, &scanner) }
        return part
    }

    /// Reads the value of a key if it is one of the parts.
    mutating func read(_ key: JSONKey, _ scanner: inout JSONScanner) throws(JSONError) {
        switch key {
        case "desc": description = try DescriptionPart.read(&scanner)
        case "sub": access = try AccessPart.read(&scanner)
        case "tags": tags = try scanner.null() ? nil : try scanner.strings()
        case "cred": credential = try CredentialPart.read(&scanner)
        case "aux": auxiliary = try scanner.rawObjectOrNull()
        case "react": reaction = try ReactionPart.read(&scanner)
        default: break
        }
    }
}

extension QueryPart {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> QueryPart? {
        if try scanner.null() { return nil }
        var part = QueryPart()
        try scanner.enterObject()
        while let key = try scanner.nextKey() { try part.read(key, &scanner) }
        return part
    }

    /// Reads the value of a key if it is one of the parts.
    mutating func read(_ key: JSONKey, _ scanner: inout JSONScanner) throws(JSONError) {
        switch key {
        case "what": what = (try scanner.stringOrNull() ?? "").split(separator: " ").map(String.init)
        case "desc": description = try QueryOptions.read(&scanner)
        case "sub": subscriptions = try QueryOptions.read(&scanner)
        case "data": data = try QueryOptions.read(&scanner)
        case "del": deletions = try QueryOptions.read(&scanner)
        case "react": reactions = try QueryOptions.read(&scanner)
        default: break
        }
    }
}

extension QueryOptions {
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> QueryOptions? {
        if try scanner.null() { return nil }
        var options = QueryOptions()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            switch key {
            case "user": options.user = try scanner.stringOrNull()
            case "topic": options.topic = try scanner.stringOrNull()
            case "ims": options.modifiedSince = try readTime(&scanner)
            case "since": options.since = try scanner.intOrNull()
            case "before": options.before = try scanner.intOrNull()
            case "limit": options.limit = try scanner.intOrNull().map { Int($0) }
            case "after": options.after = try scanner.stringOrNull()
            case "ranges": options.ranges = try SequenceRangePart.readList(&scanner)
            default: break
            }
        }
        return options
    }

    private static func readTime(_ scanner: inout JSONScanner) throws(JSONError) -> Int64? {
        if try scanner.null() { return nil }
        guard let time = Timestamp.parse(try scanner.utf8()) else { throw scanner.refusal("RFC 3339 time") }
        return time
    }
}

extension SequenceRangePart {
    static func readList(_ scanner: inout JSONScanner) throws(JSONError) -> [SequenceRangePart] {
        if try scanner.null() { return [] }
        return try scanner.array { element throws(JSONError) in
            var range = SequenceRangePart(low: 0)
            try element.enterObject()
            while let key = try element.nextKey() {
                switch key {
                case "low": range.low = try element.intOrNull() ?? 0
                case "hi": range.high = try element.intOrNull()
                default: break
                }
            }
            return range
        }
    }
}
