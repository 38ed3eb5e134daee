import Contracts

// The words of the protocol, which are numbers in protobuf.

extension Pbx.AuthLevel {
    private static let words: [Pbx.AuthLevel: String] = [.anon: "anon", .auth: "auth", .root: "root"]

    /// The word; nil where nothing is said.
    var word: String? {
        get throws(PbxFault) { try self == .none ? nil : known(Self.words[self]) }
    }

    /// The number for a word; that of nothing for an unknown one.
    init(word: String?) {
        self = Self.words.first { $0.value == word }?.key ?? .none
    }
}

extension Pbx.InfoNote {
    private static let words: [Pbx.InfoNote: String] = [.read: "read", .recv: "recv", .kp: "kp", .call: "call"]

    /// The word; nil where nothing is said.
    var word: String? {
        get throws(PbxFault) { try self == .unsaid ? nil : known(Self.words[self]) }
    }

    /// The number for a word; nil for what protobuf has none for.
    init?(word: String) {
        guard let found = Self.words.first(where: { $0.value == word }) else { return nil }
        self = found.key
    }
}

extension Pbx.CallEvent {
    private static let words: [Pbx.CallEvent: String] = [
        .accept: "accept", .answer: "answer", .hangUp: "hang-up", .iceCandidate: "ice-candidate", .invite: "invite",
        .offer: "offer", .ringing: "ringing",
    ]

    /// The word; nil where nothing is said.
    var word: String? {
        get throws(PbxFault) { try self == .unsaid ? nil : known(Self.words[self]) }
    }

    /// The number for a word; that of nothing for an unknown one.
    init(word: String?) {
        self = Self.words.first { $0.value == word }?.key ?? .unsaid
    }
}

extension Pbx.DeletedKind {
    private static let words: [Pbx.DeletedKind: String] = [
        .unsaid: "msg", .msg: "msg", .topic: "topic", .sub: "sub", .user: "user", .cred: "cred",
    ]

    /// The word; messages where nothing is said.
    var word: String {
        get throws(PbxFault) { try known(Self.words[self]) }
    }

    /// The number for a word; one that nobody knows for an unknown one.
    init(word: String) {
        let found = Self.words.first { $0.value == word && $0.key != .unsaid }
        self = found?.key ?? Pbx.DeletedKind(rawValue: -1)
    }
}

extension Pbx.PresenceKind {
    private static let words: [Pbx.PresenceKind: String] = [
        .on: "on", .off: "off", .ua: "ua", .upd: "upd", .gone: "gone", .acs: "acs", .term: "term", .msg: "msg",
        .read: "read", .recv: "recv", .del: "del", .tags: "tags", .aux: "aux",
    ]

    /// The word; nil for a number that has none.
    var word: String? { Self.words[self] }

    /// The number for a word; nil for what protobuf has none for.
    init?(word: String) {
        guard let found = Self.words.first(where: { $0.value == word }) else { return nil }
        self = found.key
    }
}

/// A word that must be there.
private func known(_ word: String?) throws(PbxFault) -> String {
    guard let word else { throw PbxFault() }
    return word
}
