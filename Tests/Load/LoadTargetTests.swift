import NIOCore
import Testing

@testable import Load

@Suite struct LoadTargetTests {
    @Test(
        "An address has a host, and may have a port and a path",
        arguments: [
            ("ws://localhost", "localhost", 80, "/v0/channels"),
            ("ws://127.0.0.1:6060/", "127.0.0.1", 6060, "/v0/channels"),
            ("WS://chat.example.com:1/x/y", "chat.example.com", 1, "/x/y"),
            ("ws://[::1]:6060", "::1", 6060, "/v0/channels"),
        ])
    func addresses(_ url: String, _ host: String, _ port: Int, _ path: String) throws {
        let target = try LoadTarget(url: url)
        #expect(target.host == host)
        #expect(target.port == port)
        #expect(target.path == path)
    }

    @Test(
        "Anything else is refused",
        arguments: [
            "", "http://a", "ws://", "ws://:1", "ws://a:0", "ws://a:65536", "ws://a b", "ws://a\r\nX: y", "ws://[::1",
        ])
    func unusable(_ url: String) {
        #expect(throws: LoadFailure.self) { try LoadTarget(url: url) }
    }

    @Test("Connections to this machine come from several of its addresses, in turn")
    func sources() throws {
        let target = try LoadTarget(url: "ws://127.0.0.1:6060", sources: 3)
        let addresses = try (0..<6).map { try target.source(for: $0)?.ipAddress }
        #expect(addresses == ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.2", "127.0.0.3", "127.0.0.4"])
        #expect(try LoadTarget(url: "ws://127.0.0.1:6060", sources: 1).source(for: 0) == nil)
        #expect(try LoadTarget(url: "ws://192.0.2.1:6060", sources: 3).source(for: 0) == nil)
        let many = try LoadTarget(url: "ws://127.0.0.1:6060", sources: 1000)
        #expect(try Set((0..<1000).compactMap { try many.source(for: $0)?.ipAddress }).count == 1000)
    }

    @Test("What is sent so often a second goes over what is on its way; neither can be nothing")
    func pacing() throws {
        #expect(try LoadPacing(inFlight: 4, rate: nil) == .inFlight(4))
        #expect(try LoadPacing(inFlight: 4, rate: 0.5) == .rate(0.5))
        for (depth, rate) in [(0, nil), (-1, nil), (1, 0), (1, -2), (1, Double.nan)] as [(Int, Double?)] {
            #expect(throws: LoadFailure.self) { try LoadPacing(inFlight: depth, rate: rate) }
        }
    }
}
