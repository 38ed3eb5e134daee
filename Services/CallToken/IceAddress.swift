import Settings

/// Where a STUN or TURN server is, as RFC 7064 and RFC 7065 write it: `stun:stun.example.com:3478`.
struct IceAddress: SettingValue, Hashable {
    /// As it was written.
    let url: String

    static let expectation = "the address of a STUN or TURN server, such as stun:stun.example.com:3478"

    init?(setting input: SettingInput) {
        guard let word = String(setting: input), let colon = word.firstIndex(of: ":"),
            ["stun", "stuns", "turn", "turns"].contains(word[..<colon]),
            case let rest = word[word.index(after: colon)...], !rest.isEmpty, !rest.hasPrefix("/"),
            rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { return nil }
        url = word
    }

    /// Whether it relays, for those who have a credential.
    var isRelay: Bool { url.hasPrefix("turn") }

    var settingText: String { url }
}
