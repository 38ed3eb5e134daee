/// A version of the client protocol: `0.25`, `v0.22.3`, `0.24-rc1`.
struct ProtocolVersion: Comparable {
    let major: Int
    let minor: Int

    /// What this server speaks.
    static let current = ProtocolVersion(major: 0, minor: 25)
    /// The oldest client that is let in.
    static let oldest = ProtocolVersion(major: 0, minor: 20)

    /// The wire text.
    var text: String { "\(major).\(minor)" }

    private init(major: Int, minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// Reads major and minor; what follows them does not matter.
    init?(_ text: String) {
        let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let major = Int(parts[0]), major >= 0,
            let minor = Int(parts[1].prefix { $0.isNumber })
        else { return nil }
        self.init(major: major, minor: minor)
    }

    static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
