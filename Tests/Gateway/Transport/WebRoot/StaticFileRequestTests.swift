import NIOCore
import NIOHTTP1
import Testing

@testable import Gateway

@Suite struct FileRequestTests {
    private func request(_ uri: String, _ headers: HTTPHeaders = [:]) -> StaticFileRequest? {
        StaticFileRequest(EdgeRequest(HTTPRequestHead(version: .http1_1, method: .GET, uri: uri, headers: headers)))
    }

    @Test(
        "A path is taken apart",
        arguments: [
            ("/", []), ("/index.html", ["index.html"]), ("/a/b%20c/d.js?x=/../y", ["a", "b c", "d.js"]),
            ("/a/", ["a"]), ("/%C3%A9", ["é"]), ("/a..b", ["a..b"]),
        ] as [(String, [String])])
    func paths(uri: String, names: [String]) {
        #expect(request(uri)?.names == names)
    }

    @Test(
        "A path that leads elsewhere, or to what is hidden, is none",
        arguments: [
            "", "*", "x", "/..", "/../etc/passwd", "/a/../../b", "/%2e%2e/b", "/a/%2E%2e", "/.", "/a/./b",
            "/.git/config",
            "/a/.htaccess", "/%2egit", "/a//b", "//etc/passwd", "/a%2fb", "/..%2f..%2fetc", "/a%5cb", "/a\\..\\b",
            "/%00", "/a%00.html", "/%", "/%2", "/%zz", "/%+1", "/%ff", "http://x/../y",
        ])
    func escapes(uri: String) {
        #expect(request(uri) == nil)
    }

    @Test(
        "Whether gzip may be sent",
        arguments: [
            ("gzip", true), ("deflate, gzip;q=0.5, br", true), ("GZIP", true), ("*", true), ("x-gzip", true),
            ("", false),
            ("identity", false), ("gzip;q=0", false), ("gzip; q=0.000", false), ("*;q=0", false),
            ("*, gzip;q=0", false),
        ])
    func gzip(header: String, isAccepted: Bool) {
        #expect(request("/", ["Accept-Encoding": header])?.acceptsGzip == isAccepted)
    }

    @Test(
        "Only a file named for its content is kept without asking",
        arguments: [
            ("app.3f2a9c01.js", true), ("chunk-0a1b2c3d4e5f.css", true), ("index.html", false), ("app.js", false),
            ("app.deadbeef.js", false), ("12345678.js", false), ("jquery-3.7.1.js", false),
        ])
    func keeping(name: String, isKept: Bool) {
        let file = FoundFile(.bytes(.init()), name: name, tag: "t", isGzip: false)
        #expect((file.cacheControl != "no-cache") == isKept)
    }
}
