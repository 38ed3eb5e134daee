import NIOHTTP1

/// A request about files.
struct FileRequest: Sendable {
    /// What is asked for.
    enum Target: Sendable, Equatable {
        case upload
        /// The last part of the file's address.
        case download(String)
    }

    let target: Target
    let method: HTTPMethod
    let headers: HTTPHeaders
    /// The query; the first of a name counts, as it does in the cookies.
    let query: [String: String]
    let cookies: [String: String]

    /// Reads a request; nil for a path that is none of files.
    init?(_ request: EdgeRequest) {
        if request.path == "/v0/file/u" || request.path == "/v0/file/u/" {
            target = .upload
        } else if request.path.hasPrefix(FileRecord.path) {
            target = .download(String(request.path.dropFirst(FileRecord.path.count)))
        } else {
            return nil
        }
        method = request.method
        headers = request.headers
        query = Self.pairs(request.query.split(separator: "&").map(Self.unescaped))
        cookies = Self.pairs(
            request.headers["cookie"].flatMap { $0.split(separator: ";").map { String($0.drop { $0 == " " }) } })
    }

    /// Whether the answer has no body.
    var isHead: Bool { method == .HEAD }

    /// Whether the client waits to be told before it sends the body.
    var expectsContinue: Bool {
        headers.first(name: "expect")?.lowercased() == "100-continue"
    }

    /// How many bytes of body are to come; nil when that is not said.
    var bodySize: Int64? {
        headers.first(name: "content-length").flatMap { Int64($0) }
    }

    private static func pairs(_ items: [String]) -> [String: String] {
        let pairs = items.compactMap { item -> (String, String)? in
            guard let place = item.firstIndex(of: "=") else { return nil }
            return (String(item[..<place]), String(item[item.index(after: place)...]))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Undoes the escapes of a query; a plus stays one, for secrets in base64 have them.
    private static func unescaped(_ text: Substring) -> String {
        String(decoding: PercentEncoding.decode(text.utf8, isLenient: true) ?? [], as: UTF8.self)
    }
}
