internal import NIOCore
internal import NIOHTTP1

/// A request, as far as the client port looks at it.
struct EdgeRequest {
    let method: HTTPMethod
    /// Without the query.
    let path: Substring
    let headers: HTTPHeaders
    /// Empty unless the body is taken in; see `EdgeRoute`.
    var body = ByteBuffer()
    /// What follows the question mark.
    let query: Substring

    /// Creates a request from its head.
    init(_ head: HTTPRequestHead) {
        method = head.method
        headers = head.headers
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = parts.first ?? ""
        query = parts.count > 1 ? parts[1] : ""
    }

    /// The API key, wherever the client put it: a header, the query, a form or a cookie, in this order.
    var apiKey: Substring? {
        if let header = headers.first(name: "x-tinode-apikey"), !header.isEmpty { return header[...] }
        return field("apikey") ?? cookie("apikey")
    }

    /// Whether a body follows the head.
    var hasBody: Bool {
        headers.contains(name: "transfer-encoding")
            || headers.first(name: "content-length").map { $0 != "0" } == true
    }

    /// Whether the body is a form, whose fields count like those of the query.
    var isForm: Bool {
        headers.first(name: "content-type")?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true
    }

    /// Whether it is about files, whatever comes of it.
    var isAboutFiles: Bool { path.hasPrefix("/v0/file/") }

    /// A field of the query or, if it has none of that name, of the form; as it is, without an escape undone.
    func field(_ name: Substring) -> Substring? {
        if let value = value(of: name, in: query, separatedBy: "&") { return value }
        return isForm ? value(of: name, in: String(buffer: body)[...], separatedBy: "&") : nil
    }

    private func cookie(_ name: Substring) -> Substring? {
        for header in headers["cookie"] {
            if let value = value(of: name, in: header[...], separatedBy: ";") { return value }
        }
        return nil
    }

    private func value(of name: Substring, in list: Substring, separatedBy separator: Character) -> Substring? {
        for item in list.split(separator: separator) {
            let pair = item.drop { $0 == " " }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            // What is looked for is written in characters that no escape is needed for.
            if pair.count == 2, pair[0] == name { return pair[1] }
        }
        return nil
    }
}
