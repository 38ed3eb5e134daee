internal import NIOHTTP1

/// A request for a file of the web client.
struct StaticFileRequest: Sendable, Equatable {
    /// The names from the root folder to the file, each good for a file that may be shown; empty for the root itself.
    let names: [String]
    /// Whether the path ends like a folder's.
    let isFolder: Bool
    /// The path as it was asked for, without the query.
    let path: String
    /// Whether the answer may be gzip.
    let acceptsGzip: Bool
    /// The tags of what the client has already (RFC 9110, section 13.1.2); nil when it does not say.
    let ifNoneMatch: String?
    /// The part that is asked for (RFC 9110, section 14.2); nil for everything.
    let range: String?
    /// The tag of what the part is to belong to (RFC 9110, section 13.1.5).
    let ifRange: String?

    /// Reads a request; nil for a path that no file can have here: that leads out of the folder, or to what is hidden.
    init?(_ request: EdgeRequest) {
        guard let names = Self.names(in: request.path) else { return nil }
        self.names = names
        path = String(request.path)
        isFolder = path.hasSuffix("/")
        let headers = request.headers
        acceptsGzip = Self.acceptsGzip(headers[canonicalForm: "accept-encoding"])
        let tags = headers[canonicalForm: "if-none-match"]
        ifNoneMatch = tags.isEmpty ? nil : tags.joined(separator: ",")
        range = headers.first(name: "range")
        ifRange = headers.first(name: "if-range")
    }

    /// The names in a path; nil if one is not good.
    static func names(in path: Substring) -> [String]? {
        guard path.first == "/" else { return nil }
        var pieces = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if pieces.last?.isEmpty == true { pieces.removeLast() }
        var names: [String] = []
        for piece in pieces {
            // What is encoded counts: an encoded slash or dot is one.
            guard let bytes = PercentEncoding.decode(piece.utf8),
                let name = String(validating: bytes, as: UTF8.self), !name.isEmpty, name.first != ".",
                !name.unicodeScalars.contains(where: { $0 == "/" || $0 == "\\" || $0.value < 0x20 })
            else { return nil }
            names.append(name)
        }
        return names
    }

    /// Whether gzip is among what is accepted (RFC 9110, section 12.5.3).
    private static func acceptsGzip(_ codings: [Substring]) -> Bool {
        var accepted: Bool?
        for coding in codings {
            let parts = coding.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }
            let isRefused = parts.dropFirst().contains { $0.hasPrefix("q=") && Double($0.dropFirst(2)) == 0 }
            switch parts.first {
            case "gzip", "x-gzip": return !isRefused
            case "*": accepted = !isRefused
            default: break
            }
        }
        return accepted ?? false
    }
}
