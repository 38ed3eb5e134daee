import Crypto
import Foundation

/// A letter as it goes over the wire: headers and a text body (RFC 5322), UTF-8 in base64 (RFC 2045).
struct MailMessage: Hashable, Sendable {
    var from: String
    var fromName: String
    var to: String
    var subject: String
    var body: String
    /// Milliseconds since 1970.
    var at: Int64

    /// The octets between DATA and the final dot, lines ended by CRLF.
    ///
    /// Nothing in it begins with a dot: base64 has none, and no header does.
    var octets: [UInt8] {
        let domain = from.split(separator: "@").last.map(String.init) ?? "localhost"
        let id = SHA256.hash(data: Array("\(at)\(UInt64.random(in: 0...UInt64.max))\(to)".utf8)).prefix(12)
            .map { String($0, radix: 16) }.joined()
        let headers = [
            "From: \(Self.encoded(fromName)) <\(from)>", "To: <\(to)>", "Subject: \(Self.encoded(subject))",
            "Date: \(Self.date(at))", "Message-ID: <\(id)@\(domain)>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
            "Auto-Submitted: auto-generated",
        ]
        return Array((headers + [""] + Self.lines(of: body)).joined(separator: "\r\n").utf8) + [13, 10]
    }

    /// A header's text: as it is, or encoded where it is not plain ASCII (RFC 2047).
    private static func encoded(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ (32...126).contains($0) && !Set("\"<>()@,;:\\".utf8).contains($0) }) else {
            return text
        }
        // One encoded word holds at most 75 characters; the subjects here are shorter.
        return "=?utf-8?B?\(Data(text.utf8).base64EncodedString())?="
    }

    private static func lines(of body: String) -> [String] {
        let text = body.replacing("\n", with: "\r\n")
        var rest = Data(text.utf8).base64EncodedString()[...]
        var lines: [String] = []
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return lines
    }

    private static func date(_ milliseconds: Int64) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(milliseconds) / 1000))
    }
}
