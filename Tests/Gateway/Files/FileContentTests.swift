import NIOHTTP1
import Testing

@testable import Gateway

@Suite struct FileContentTests {
    @Test(
        "Bytes say what they are, whatever the client says",
        arguments: [
            ("\u{89}PNG\r\n\u{1A}\n", "text/html", "image/png"), ("GIF89a", nil, "image/gif"),
            ("%PDF-1.7", "image/png", "application/pdf"), ("  \n<!doctype html><p>", "image/png", "text/html"),
            ("<script>alert(1)", "image/png", "text/html"), ("<svg xmlns=", "image/png", "image/svg+xml"),
            ("\u{FEFF}<?xml version", "image/png", "text/xml"), ("hello", "image/png", "text/plain"),
            ("", "image/png", "text/plain"), ("<p", nil, "text/plain"), ("<p>", nil, "text/html"),
            ("RIFF....WEBPVP8 ", nil, "image/webp"), ("ID3", nil, "audio/mpeg"), ("....ftypisom", nil, "video/mp4"),
            ("....ftypM4A ", nil, "audio/mp4"), ("wOF2", nil, "font/woff2"), ("PK\u{3}\u{4}", nil, "application/zip"),
        ] as [(String, String?, String)])
    func sniffing(content: String, claim: String?, type: String) {
        let bytes = content.unicodeScalars.flatMap { scalar -> [UInt8] in
            scalar.value == 0x89 ? [0x89] : Array(String(scalar).utf8)
        }
        #expect(TypeSniffer.type(of: bytes, claim: claim) == type)
    }

    @Test(
        "Where the bytes tell nothing, an ordinary claim is believed",
        arguments: [
            ("audio/ogg", "audio/ogg"), ("Application/X-Thing; a=b", "application/x-thing"), ("font/woff", "font/woff"),
            ("message/rfc822", nil), ("nonsense", nil), ("", nil), (nil, nil), ("text/a b", nil), ("image/\r\nx", nil),
        ] as [(String?, String?)])
    func claims(claim: String?, type: String?) {
        #expect(TypeSniffer.type(of: [0, 1, 2, 3], claim: claim) == type ?? "application/octet-stream")
    }

    @Test(
        "What could have a program in it is not shown in place",
        arguments: [
            ("image/png", true), ("audio/mpeg", true), ("video/mp4", true), ("font/ttf", true),
            ("image/svg+xml", false),
            ("text/html", false), ("text/plain", false), ("text/xml", false), ("application/pdf", false),
            ("application/octet-stream", false), ("image/x+xml", false),
        ])
    func passive(type: String, isPassive: Bool) {
        #expect(MediaType(type)?.isPassive == isPassive)
    }

    @Test(
        "Ranges",
        arguments: [
            (nil, .whole), ("bytes=0-0", .part(0..<1)), ("bytes=5-", .part(5..<10)), ("bytes=-3", .part(7..<10)),
            ("bytes=-30", .part(0..<10)), ("bytes=8-99", .part(8..<10)), ("Bytes=1-2", .part(1..<3)),
            ("bytes=10-", .unsatisfiable), ("bytes=99-100", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=5-3", .whole), ("bytes=-", .whole), ("bytes=", .whole), ("bytes=0-1,3-4", .whole),
            ("items=0-1", .whole), ("bytes=a-b", .whole), ("bytes=+1-2", .whole), ("bytes=--1", .whole),
            ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=0-99999999999999999999", .part(0..<10)),
        ] as [(String?, ByteRange)])
    func ranges(header: String?, range: ByteRange) {
        #expect(ByteRange(header, size: 10) == range)
    }

    @Test("An empty file has no part to give")
    func emptyFile() {
        #expect(ByteRange("bytes=-5", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
    }

    @Test("A name is drawn, written and read")
    func names() {
        let ids = (0..<1000).map { _ in FileID.random() }
        #expect(Set(ids).count == 1000)
        for id in ids {
            #expect(id.description.utf8.count == 11)
            #expect(FileID(id.description) == id)
            #expect(FileID(address: "/v0/file/s/\(id).png") == id)
            #expect(FileID(address: "https://example.org/v0/file/s/\(id)?asatt=1") == id)
        }
        for text in ["", "short", "aaaaaaaaaaaa", "aaaaaaaaa/a", "aaaaaaaaaa="] { #expect(FileID(text) == nil) }
        #expect(FileID(address: "/v0/file/u/") == nil)
    }

    private func request(_ uri: String, _ headers: [(String, String)] = []) throws -> FileRequest {
        try #require(
            FileRequest(
                EdgeRequest(
                    HTTPRequestHead(version: .http1_1, method: .GET, uri: uri, headers: HTTPHeaders(headers)))))
    }

    @Test(
        "Who asks is looked for in one place after the other",
        arguments: [
            (
                "?auth=token&secret=AQI&sid=s", [("X-Tinode-Auth", "Basic AQ=="), ("Authorization", "Token Ag==")],
                .secret(scheme: "basic", [1])
            ),
            ("?auth=token&secret=AQI&sid=s", [("Authorization", "Token Ag==")], .secret(scheme: "token", [2])),
            ("?auth=token&secret=-_8%3D&sid=s", [], .secret(scheme: "token", [0xFB, 0xFF])),
            ("?auth=token&secret=+%2F8=", [], .secret(scheme: "token", [0xFB, 0xFF])),
            ("?sid=s", [("Cookie", "a=b; auth=token; secret=AQI=")], .secret(scheme: "token", [1, 2])),
            ("?sid=s%20t", [], .session("s t")), ("", [], .none), ("", [("Authorization", "Token")], .malformed),
            ("?auth=token&secret=%21%21", [], .malformed),
        ] as [(String, [(String, String)], FileCredentials)])
    func credentials(query: String, headers: [(String, String)], expected: FileCredentials) throws {
        #expect(try FileCredentials(request("/v0/file/s/x" + query, headers)) == expected)
    }

    @Test("A form's fields count before the cookies, and a session's name last")
    func formCredentials() throws {
        let request = try request("/v0/file/s/x", [("Cookie", "auth=token; secret=AQ==")])
        #expect(
            FileCredentials(request, form: ["auth": "basic", "secret": "Ag=="]) == .secret(scheme: "basic", [2]))
        let bare = try self.request("/v0/file/s/x")
        #expect(FileCredentials(bare, form: ["sid": "s"]) == .session("s"))
    }
}
