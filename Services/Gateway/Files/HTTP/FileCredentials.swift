import NIOHTTP1

/// What a request about files brings to say who makes it.
enum FileCredentials: Sendable, Equatable {
    /// A scheme and its secret, as in `login`.
    case secret(scheme: String, [UInt8])
    /// The name of a session that is logged in.
    case session(String)
    /// Nothing.
    case none
    /// Something that cannot be read.
    case malformed

    /// Looks where clients put them: `X-Tinode-Auth`, `Authorization`, the query, the form, the cookies, in this order;
    /// and then for a session's name.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - form: The fields of its form, as far as they are known.
    init(_ request: FileRequest, form: [String: String] = [:]) {
        for name in ["x-tinode-auth", "authorization"] {
            guard let value = request.headers.first(name: name), !value.isEmpty else { continue }
            let parts = value.split(separator: " ", maxSplits: 1)
            self = parts.count == 2 ? Self.secret(of: parts[0], parts[1]) : .malformed
            return
        }
        for fields in [request.query, form, request.cookies] {
            guard let scheme = fields["auth"], !scheme.isEmpty else { continue }
            self = Self.secret(of: scheme, fields["secret"] ?? "")
            return
        }
        let name = request.query["sid"] ?? form["sid"] ?? ""
        self = name.isEmpty ? .none : .session(name)
    }

    /// Reads a secret in base64 of either alphabet, with padding or without.
    private static func secret(of scheme: some StringProtocol, _ text: some StringProtocol) -> FileCredentials {
        var standard = text.utf8.filter { $0 != UInt8(ascii: "=") }.map { byte in
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: " "): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        while !standard.count.isMultiple(of: 4) { standard.append(UInt8(ascii: "=")) }
        guard let secret = Base64.decode(standard) else { return .malformed }
        return .secret(scheme: scheme.lowercased(), secret)
    }
}
