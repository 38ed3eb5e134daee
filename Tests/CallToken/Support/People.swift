import Chat

@testable import CallToken

extension UserID {
    static let alice = UserID(rawValue: 0xA11CE) ?? .random()
    static let bob = UserID(rawValue: 0xB0B) ?? .random()
    static let carol = UserID(rawValue: 0xCA401) ?? .random()
    /// A number that is negative where stores have signed ones.
    static let zoe = UserID(rawValue: 1 << 63 | 0x203) ?? .random()
}

extension CallParty {
    /// Alice calls from here.
    static let caller = CallParty(.alice, session: "n1/1", node: "n1")
    /// Another of her devices.
    static let callersOther = CallParty(.alice, session: "n1/2", node: "n1")
    /// Bob answers here.
    static let callee = CallParty(.bob, session: "n2/3", node: "n2")
    /// Another of his devices.
    static let calleesOther = CallParty(.bob, session: "n1/4", node: "n1")
    static let stranger = CallParty(.carol, session: "n2/5", node: "n2")
}

extension TopicID {
    /// The private chat of two users.
    static func chat(_ one: UserID, _ other: UserID) -> TopicID { p2p(of: one, and: other) ?? .system }
}

extension Call {
    /// A call of alice's to bob that is being placed at a time.
    static func placing(
        id: Int64 = .random(in: 1...Int64.max), from caller: CallParty = .caller, to callee: UserID = .bob,
        head: String = #"{"mime":"x","webrtc":"started"}"#, at now: Int64 = 1000
    ) -> Call {
        Call(
            id: id, topic: .chat(caller.user, callee), caller: caller, callee: callee, head: Array(head.utf8),
            content: Array(#""call""#.utf8), now: now)
    }

    /// One that rings until 31000, at sequence 7.
    static func ringing() -> Call {
        var call = placing()
        _ = call.place(at: 7, now: 1000, timeout: 30_000)
        return call
    }

    /// One that was accepted at 5000.
    static func accepted() -> Call {
        var call = ringing()
        _ = call.take(.accept, from: .callee, now: 5000)
        return call
    }
}
