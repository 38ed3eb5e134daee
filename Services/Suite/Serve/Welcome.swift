import Settings

/// What the program says when it is up: where to connect, as whom, and what to try next.
struct Welcome: CustomStringConvertible {
    let clients: HostPort
    let grpc: HostPort
    let admin: HostPort
    let ops: HostPort
    let isDemo: Bool

    var description: String {
        var lines = [
            "Parley is up.",
            "  clients   ws://\(clients)/v0/channels   API key AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K",
            "  gRPC      \(grpc)",
            "  admin     http://\(admin)/admin/v1",
            "  ops       http://\(ops)/ready   http://\(ops)/metrics",
        ]
        if isDemo {
            lines += [
                "Demonstration users: alice bob carol dave eve frank; the password of each is <name>123. Root: xena.",
                "Try: point a Tinode client at it, or look at http://\(ops)/metrics.",
            ]
        }
        lines.append("Ctrl-C stops it.")
        return lines.joined(separator: "\n")
    }
}
