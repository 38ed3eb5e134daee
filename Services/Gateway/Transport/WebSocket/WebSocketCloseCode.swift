/// Why a WebSocket ends, as its close frame says (RFC 6455, section 7.4).
///
/// Thrown as an error, it is what a peer that broke a rule is told.
package struct WebSocketCloseCode: RawRepresentable, Error, Hashable {
    package let rawValue: UInt16

    /// Creates a code from its number.
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The purpose of the connection was fulfilled.
    static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The server is going down.
    static let goingAway = WebSocketCloseCode(rawValue: 1001)
    /// The peer broke the framing rules.
    static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// A message was not what it should be: no UTF-8, or not compressed as agreed.
    static let invalidData = WebSocketCloseCode(rawValue: 1007)
    /// A message was longer than this server takes.
    static let tooBig = WebSocketCloseCode(rawValue: 1009)
    /// The server failed.
    static let internalError = WebSocketCloseCode(rawValue: 1011)
    /// The server restarts; come back, after a random delay.
    static let serviceRestart = WebSocketCloseCode(rawValue: 1012)

    /// Whether a peer may send the code: the rest is reserved, or stands for things that are never sent.
    var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
