/// What the program says when it is up.
enum Welcome {
    /// Where to connect, as whom, and what to try next.
    static func text(host: String, port: Int, ops: String, isDemo: Bool) -> String {
        let address = "\(host == "0.0.0.0" ? "127.0.0.1" : host):\(port)"
        var lines = [
            "Parley is up.",
            "  clients   ws://\(address)/v0/channels",
            "  API key   AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K",
            "  health    http://\(ops)/ready   metrics http://\(ops)/metrics",
        ]
        if isDemo {
            lines += [
                "Demonstration users: alice, bob, carol, dave, eve, frank; the password of each is <name>123.",
                "Try:  parley chat --url ws://\(address) --login alice --password alice123",
            ]
        }
        return lines.joined(separator: "\n")
    }
}
