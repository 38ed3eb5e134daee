internal import Crypto
internal import NIOHTTP1

/// A client's request to make the connection a WebSocket (RFC 6455, section 4.2), found in order.
struct WebSocketHandshake: Equatable {
    /// What is wrong with a request.
    enum Fault: Error, Equatable {
        /// No WebSocket was asked for, or not in the right form.
        case notAnUpgrade
        /// The client speaks another version than 13.
        case version
    }

    private static let version = "13"
    private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// What the client expects in `Sec-WebSocket-Accept`.
    let accept: String
    /// What is agreed upon about compression; nil for none.
    let compression: CompressionAgreement?

    /// Checks a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - compression: How messages may be compressed; nil for not at all.
    /// - Throws: What is wrong with the request.
    init(_ request: EdgeRequest, compression: CompressionPolicy? = nil) throws(Fault) {
        let headers = request.headers
        guard headers[canonicalForm: "upgrade"].contains(where: { $0.lowercased() == "websocket" }),
            headers[canonicalForm: "connection"].contains(where: { $0.lowercased() == "upgrade" }),
            let key = headers.first(name: "sec-websocket-key"), Base64.decode(key.utf8)?.count == 16,
            !request.hasBody
        else { throw .notAnUpgrade }
        guard headers.first(name: "sec-websocket-version") == Self.version else { throw .version }
        let offers: [ExtensionOffer]
        do throws(ExtensionOffer.Malformed) {
            offers = try ExtensionOffer.offers(in: headers["sec-websocket-extensions"])
        } catch {
            throw .notAnUpgrade
        }
        self.compression = compression.flatMap { CompressionAgreement(offers, $0) }
        accept = Base64.encode(Array(Insecure.SHA1.hash(data: Array((key + Self.suffix).utf8))))
    }

    /// The text that turns the connection into a WebSocket.
    var answer: String {
        """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: \(accept)\r
        \(compression.map { "Sec-WebSocket-Extensions: \($0.answer)\r\n" } ?? "")\r

        """
    }
}

extension HTTPReply {
    /// The answer to a request that cannot become a WebSocket.
    init(_ fault: WebSocketHandshake.Fault) {
        switch fault {
        case .notAnUpgrade: self.init(.malformed)
        case .version: self.init(.malformed, status: 426, headers: [("Sec-WebSocket-Version", "13")])
        }
    }
}
