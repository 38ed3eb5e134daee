/// What server and client have agreed upon about compression (permessage-deflate, RFC 7692, section 7.1).
struct CompressionAgreement: Equatable {
    private static let name = "permessage-deflate"
    /// zlib cannot compress for a window of 8 bits, but inflates such messages.
    private static let serverBits = 9...15
    private static let clientBits = 8...15

    /// Whether the server's messages refer back to those before.
    let serverKeepsContext: Bool
    /// Whether the client's do.
    let clientKeepsContext: Bool
    /// How far the server's messages refer back: two to the power of so many bytes.
    let serverWindowBits: Int
    /// How far the client's do.
    let clientWindowBits: Int
    private let parameters: [String]

    /// Accepts the first offer that can be; nil when there is none: then messages go uncompressed.
    ///
    /// - Parameters:
    ///   - offers: What the client offers, the best first.
    ///   - policy: What the server wants.
    init?(_ offers: [ExtensionOffer], _ policy: CompressionPolicy) {
        for offer in offers where offer.name == Self.name {
            if let agreement = Self(offer, policy) {
                self = agreement
                return
            }
        }
        return nil
    }

    private init?(_ offer: ExtensionOffer, _ policy: CompressionPolicy) {
        var clientBits: Int?
        var serverBits: Int?
        var withoutContext: Set<String> = []
        var seen: Set<String> = []
        for parameter in offer.parameters {
            guard seen.insert(parameter.name).inserted else { return nil }
            switch (parameter.name, parameter.value) {
            case ("server_no_context_takeover", nil), ("client_no_context_takeover", nil):
                withoutContext.insert(parameter.name)
            case ("client_max_window_bits", nil):
                clientBits = Self.clientBits.upperBound
            case ("client_max_window_bits", let value?):
                guard let bits = Self.bits(value, in: Self.clientBits) else { return nil }
                clientBits = bits
            case ("server_max_window_bits", let value?):
                guard let bits = Self.bits(value, in: Self.serverBits) else { return nil }
                serverBits = bits
            default:
                return nil
            }
        }
        serverKeepsContext = policy.keepsContext && !withoutContext.contains("server_no_context_takeover")
        clientKeepsContext = policy.keepsContext && !withoutContext.contains("client_no_context_takeover")
        serverWindowBits = min(serverBits ?? Self.serverBits.upperBound, policy.windowBits)
        // Only a client that says so can be told to use less.
        clientWindowBits = clientBits.map { min($0, policy.windowBits) } ?? Self.clientBits.upperBound
        var parameters: [String] = []
        if !serverKeepsContext { parameters.append("server_no_context_takeover") }
        if !clientKeepsContext { parameters.append("client_no_context_takeover") }
        if serverBits != nil { parameters.append("server_max_window_bits=\(serverWindowBits)") }
        if clientWindowBits < Self.clientBits.upperBound {
            parameters.append("client_max_window_bits=\(clientWindowBits)")
        }
        self.parameters = parameters
    }

    /// The value of `Sec-WebSocket-Extensions` in the server's answer.
    var answer: String {
        ([Self.name] + parameters).joined(separator: "; ")
    }

    /// A number without zeros in front.
    private static func bits(_ text: String, in range: ClosedRange<Int>) -> Int? {
        guard let bits = Int(text), "\(bits)" == text, range.contains(bits) else { return nil }
        return bits
    }
}
