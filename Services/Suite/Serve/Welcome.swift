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
                "Try, in two other terminals:",
                "  .build/release/parley chat --url ws://\(clients) --login alice --password alice123",
                "  .build/release/parley chat --url ws://\(clients) --login bob --password bob123",
            ]
        }
        lines.append("Ctrl-C stops it.")
        return lines.joined(separator: "\n")
    }
}
