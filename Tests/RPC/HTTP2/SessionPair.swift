import NIOCore

@testable import RPC

/// Two sessions back to back, in memory.
struct SessionPair {
    let client: HTTP2Session
    let server: HTTP2Session
    /// Events that the sides have had so far and nobody has asked for.
    var clientEvents: [HTTP2Event] = []
    var serverEvents: [HTTP2Event] = []

    /// Two sessions that know each other's settings.
    init(client: HTTP2Settings = HTTP2Settings(), server: HTTP2Settings = HTTP2Settings()) throws {
        self.client = try HTTP2Session(.client, settings: client)
        self.server = try HTTP2Session(.server, settings: server)
        try exchange()
        clientEvents = []
        serverEvents = []
    }

    /// Carries bytes in both directions until there are none.
    mutating func exchange() throws {
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            var bytes = ByteBuffer()
            try client.nextOutput(into: &bytes)
            if bytes.readableBytes > 0 {
                isQuiet = false
                serverEvents += try server.receive(bytes)
            }
            clientEvents += client.takeEvents()
            bytes.clear()
            try server.nextOutput(into: &bytes)
            if bytes.readableBytes > 0 {
                isQuiet = false
                clientEvents += try client.receive(bytes)
            }
            serverEvents += server.takeEvents()
        }
    }
}

extension [HTTP2Event] {
    /// The bodies of a stream, put together.
    func body(of wanted: Int32) -> [UInt8] {
        var body: [UInt8] = []
        for case .data(wanted, let bytes) in self { body += bytes.readableBytesView }
        return body
    }
}
