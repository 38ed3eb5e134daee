/// The variables that Kubernetes puts into every container for every service of the namespace.
///
/// A service called `parley-gateway` gives `PARLEY_GATEWAY_PORT=tcp://10.0.0.1:6060` and a dozen more. They look like
/// settings of ours, and nobody wrote them.
enum KubernetesServiceLink {
    /// Whether a variable is one of those.
    static func matches(_ name: String, _ value: String) -> Bool {
        let words = name.split(separator: "_")
        if let service = words.lastIndex(of: "SERVICE"), service + 1 < words.count {
            let rest = words[(service + 1)...]
            if rest == ["HOST"] || rest.first == "PORT" { return true }
        }
        guard let port = words.lastIndex(of: "PORT") else { return false }
        let isAddress = value.hasPrefix("tcp://") || value.hasPrefix("udp://")
        switch words[(port + 1)...].map(String.init) {
        case []:
            // `PARLEY_GATEWAY_PORT`, or the last word of `…_6060_TCP_PORT`.
            return isAddress || isPort(words[..<port].suffix(2).map(String.init))
        case let rest:
            return isPort(Array(rest.prefix(2))) && rest.count <= 3
        }
    }

    private static func isPort(_ words: [String]) -> Bool {
        words.count == 2 && UInt16(words[0]) != nil && (words[1] == "TCP" || words[1] == "UDP")
    }
}
