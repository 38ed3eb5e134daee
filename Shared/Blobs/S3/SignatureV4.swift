internal import Crypto

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Signs requests to S3: AWS Signature Version 4, in the `Authorization` header or in the query.
struct SignatureV4: Sendable {
    /// Stands for the hash of content that is not signed.
    static let unsigned = "UNSIGNED-PAYLOAD"

    let accessKey: String
    let secretKey: String
    let region: String

    /// A request, as far as it is signed.
    struct Request {
        var method: String
        var host: String
        /// Written as it is: keys need no escapes.
        var path: String
        var query: [(String, String)] = []
    }

    /// The headers that a request needs besides `Host`.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - contentHash: SHA-256 of its body in hexadecimal digits.
    ///   - moment: Now, in seconds since 1970.
    /// - Returns: Names and values.
    func headers(for request: Request, contentHash: String, at moment: Int64) -> [(String, String)] {
        let time = Self.timestamp(moment)
        let headers = [("host", request.host), ("x-amz-content-sha256", contentHash), ("x-amz-date", time)]
        let signature = sign(request, headers: headers, contentHash: contentHash, time: time)
        let names = headers.map(\.0).joined(separator: ";")
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(accessKey)/\(scope(time)),SignedHeaders=\(names),Signature=\(signature)"
        return headers.dropFirst() + [("authorization", authorization)]
    }

    /// The query that makes a request good for anybody for a while.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - time: How long, at most seven days.
    ///   - moment: Now, in seconds since 1970.
    /// - Returns: The whole query, with its escapes.
    func presignedQuery(for request: Request, for time: Duration, at moment: Int64) -> String {
        let now = Self.timestamp(moment)
        var request = request
        request.query += [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(accessKey)/\(scope(now))"),
            ("X-Amz-Date", now), ("X-Amz-Expires", "\(max(1, min(604_800, time.components.seconds)))"),
            ("X-Amz-SignedHeaders", "host"),
        ]
        let signature = sign(request, headers: [("host", request.host)], contentHash: Self.unsigned, time: now)
        return Self.canonicalQuery(request.query) + "&X-Amz-Signature=\(signature)"
    }

    /// SHA-256 in hexadecimal digits.
    static func hash(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(data: Array(bytes))
        return hexadecimal(hash.finalize())
    }

    /// Names and values with escapes, in the order of the names.
    static func canonicalQuery(_ query: [(String, String)]) -> String {
        query.map { (escaped($0.0), escaped($0.1)) }.sorted { $0.0 < $1.0 }.map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }

    private func sign(_ request: Request, headers: [(String, String)], contentHash: String, time: String) -> String {
        let canonical = [
            request.method, request.path, Self.canonicalQuery(request.query),
            headers.map { "\($0.0):\($0.1)\n" }.joined(), headers.map(\.0).joined(separator: ";"), contentHash,
        ].joined(separator: "\n")
        let text = ["AWS4-HMAC-SHA256", time, scope(time), Self.hash(canonical.utf8)].joined(separator: "\n")
        var key = Array("AWS4\(secretKey)".utf8)
        for part in [String(time.prefix(8)), region, "s3", "aws4_request"] {
            key = Self.code(part, with: key)
        }
        return Self.hexadecimal(Self.code(text, with: key))
    }

    private func scope(_ time: String) -> String {
        "\(time.prefix(8))/\(region)/s3/aws4_request"
    }

    private static func code(_ text: String, with key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// `yyyyMMddTHHmmssZ`.
    static func timestamp(_ moment: Int64) -> String {
        var seconds = time_t(moment)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func digits(_ number: CInt, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return digits(parts.tm_year + 1900, 4) + digits(parts.tm_mon + 1, 2) + digits(parts.tm_mday, 2) + "T"
            + digits(parts.tm_hour, 2) + digits(parts.tm_min, 2) + digits(parts.tm_sec, 2) + "Z"
    }
}
