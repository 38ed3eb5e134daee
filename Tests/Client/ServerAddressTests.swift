import ParleyClient
import RunningParley
import Testing

@testable import ParleyClient

/// Where a client connects, as people write it.
@Suite struct ServerAddressTests {
    @Test(
        "An address is a host, a port that is 80 unless said, and the path of the protocol unless said",
        arguments: [
            ("ws://localhost", "localhost", 80, "/v0/channels"),
            ("ws://localhost:6060/", "localhost", 6060, "/v0/channels"),
            ("ws://127.0.0.1:6060/chat/v0/channels", "127.0.0.1", 6060, "/chat/v0/channels"),
            ("WS://[::1]:7070", "::1", 7070, "/v0/channels"),
        ])
    func parts(_ text: String, host: String, port: Int, path: String) throws {
        let address = try ServerAddress(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.path == path)
    }

    @Test(
        "What is not an address is refused",
        arguments: [
            "", "localhost", "http://localhost", "ws://", "ws://:80", "ws://a:b", "ws://a:70000", "ws://a b",
            "ws://a/\r\nX: y",
        ])
    func faults(_ text: String) {
        #expect(throws: ClientError.invalidAddress) { try ServerAddress(text) }
    }
}
