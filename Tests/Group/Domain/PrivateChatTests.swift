import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct PrivateChatTests {
    private static let topic = TopicID.chat(.alice, .bob)

    private static func offers(_ text: String) -> DefaultAccess {
        DefaultAccess(authenticated: letters(text), anonymous: .none)
    }

    /// Alice's account and Bob's, and what they offer.
    private static func accounts(_ alice: String = "JRWPAS", _ bob: String? = "JRWPAS") -> JoiningRules.Accounts {
        JoiningRules.Accounts(own: offers(alice), peer: bob.map(offers))
    }

    private func join(
        _ snapshot: inout TopicSnapshot, _ asked: String? = nil, offered: String? = nil,
        accounts: JoiningRules.Accounts? = Self.accounts()
    ) -> String {
        snapshot.outcome(of: .alice) {
            try JoiningRules.joinP2P(
                &$0, topic: Self.topic, mode: asked.map(letters), offered: offered.map(Self.offers),
                accounts: accounts)
        }
    }

    @Test("A chat begins with what each offers to the other, and both hear of it")
    func begin() {
        var snapshot = Scene.chat([:])
        #expect(join(&snapshot, accounts: Self.accounts("JRWPA", "JRWPAS")) == "JRWPA/JRWPAS")
        #expect(snapshot.standing(.bob) == "JRWPA/JRWPA")
        #expect(snapshot.story == ["created", "1: - -> JRWPA/JRWPAS", "2: - -> JRWPA/JRWPA"])
        #expect(snapshot.topic?.members == 2)
    }

    /// What the accounts offer, what Alice asks for and gives; and how both stand then.
    struct Row: Sendable, CustomTestStringConvertible {
        let alice: String
        let bob: String
        let asked: String?
        let given: String?
        let standing: String
        let peer: String

        init(_ alice: String, _ bob: String, _ asked: String?, _ given: String?, _ standing: String, _ peer: String) {
            self.alice = alice
            self.bob = bob
            self.asked = asked
            self.given = given
            self.standing = standing
            self.peer = peer
        }

        var testDescription: String { "\(alice) \(bob) \(asked ?? "-") \(given ?? "-"): \(standing) \(peer)" }
    }

    @Test(
        "What is offered decides",
        arguments: [
            Row("JRWPAS", "JRWPASD", nil, nil, "JRWPA/JRWPAS", "JRWPA/JRWPA"),
            Row("JRWPAS", "JRW", nil, nil, "JRWPA/JRWA", "JRWA/JRWPA"),
            Row("JRP", "JRWPAS", nil, nil, "JRWPA/JRWPAS", "JRWPA/JRPA"),
            Row("N", "JRWPAS", nil, nil, "JRWPA/JRWPAS", "JRWPA/A"),
            Row("JRWPAS", "JRWPAS", "JR", nil, "JRA/JRWPAS", "JRWPA/JRWPA"),
            Row("JRWPAS", "JRWPAS", nil, "JR", "JRWPA/JRWPAS", "JRWPA/JRA"),
            Row("JRWPAS", "JRWPAS", nil, "JRWPASDO", "JRWPA/JRWPAS", "JRWPA/JRWPA"),
            Row("JRWPAS", "JRWPAS", "RW", nil, "permission_denied", "-"),
            Row("JRWPAS", "N", nil, nil, "permission_denied", "-"),
            Row("JRWPAS", "RWPAS", nil, nil, "permission_denied", "-"),
        ])
    func offers(row: Row) {
        var snapshot = Scene.chat([:])
        let outcome = join(
            &snapshot, row.asked, offered: row.given, accounts: Self.accounts(row.alice, row.bob))
        #expect(outcome == row.standing)
        #expect(snapshot.standing(.bob) == row.peer)
    }

    @Test("Whatever is offered and wanted, A stays with both and O and D come to nobody")
    func invariants() {
        for offered in UInt8.min...UInt8.max {
            let text = AccessMode(rawValue: offered).description
            var snapshot = Scene.chat([:])
            guard join(&snapshot, accounts: Self.accounts(text, text)).contains("/") else { continue }
            for user in [UserID.alice, .bob] {
                let access = snapshot.active(user)?.access ?? Access(both: .none)
                #expect(access.want.contains(.approve) && access.given.contains(.approve))
                #expect(access.want.union(access.given).isDisjoint(with: [.owner, .delete]))
            }
        }
    }

    @Test("The accounts are asked for only when somebody comes in")
    func accounts() {
        var complete = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "JRWPA/JRWPA"])
        #expect(join(&complete, accounts: nil) == "=JRWPA/JRWPAS")
        for standings in [[:], [.alice: "JRWPA/JRWPAS"], [.bob: "JRWPA/JRWPA"]] as [[UserID: String]] {
            var snapshot = Scene.chat(standings)
            #expect(join(&snapshot, accounts: nil) == "AccountsNeeded")
        }
    }

    @Test(
        "Who has left comes back to what was given before, blocked users to nothing",
        arguments: [
            ("left JRWPA/JRWPAS", "JRWPA/JRWPAS"), ("left JRWPA/JRA", "JRWPA/JRA"),
            ("left JRWPA/A", "permission_denied"), ("left A/JRWPA", "JRWPA/JRWPA"),
        ])
    func back(before: String, after: String) {
        var snapshot = Scene.chat([.alice: before, .bob: "JRWPA/JRWPA"])
        #expect(join(&snapshot) == after)
        #expect(snapshot.standing(.bob) == "JRWPA/JRWPA")
    }

    @Test("A peer who has left is brought back as remembered, unless the peer wanted to be rid of the chat")
    func peerBack() throws {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "left JRWPA/JRPA"])
        let isChanged = try JoiningRules.joinP2P(
            &snapshot, topic: Self.topic, mode: nil, offered: nil, accounts: Self.accounts())
        #expect(!isChanged)
        #expect(snapshot.standing(.bob) == "JRWPA/JRPA")
        #expect(snapshot.story == ["2: - -> JRWPA/JRPA"])

        snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "left RWPA/JRPA"])
        #expect(join(&snapshot, accounts: nil) == "=JRWPA/JRWPAS")
    }

    @Test("A chat that both had left begins anew, and what each gave the other is remembered")
    func anew() {
        var snapshot = Scene.chat([.alice: "left JRWPA/JRWPAS", .bob: "left JRWPA/A"])
        #expect(join(&snapshot) == "JRWPA/JRWPAS")
        #expect(snapshot.standing(.bob) == "JRWPA/A")
        #expect(snapshot.topic?.isLiving == true && snapshot.topic?.members == 2)
        #expect(snapshot.story == ["created", "1: - -> JRWPA/JRWPAS", "2: - -> JRWPA/A"])
    }

    @Test("Nobody begins a chat with an account that cannot be talked to, but an old one can be read")
    func closedPeer() {
        var snapshot = Scene.chat([:])
        #expect(join(&snapshot, accounts: Self.accounts("JRWPAS", nil)) == "user_not_found")
        snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "left JRWPA/JRWPA"])
        #expect(join(&snapshot, accounts: Self.accounts("JRWPAS", nil)) == "=JRWPA/JRWPAS")
    }

    @Test("A user who is blocked does not attach; one who had blocked the chat comes back")
    func blocked() {
        var snapshot = Scene.chat([.alice: "JRWPA/A", .bob: "JRWPA/JRWPA"])
        #expect(join(&snapshot) == "permission_denied")
        snapshot = Scene.chat([.alice: "RWA/JRWPAS", .bob: "JRWPA/JRWPA"])
        #expect(join(&snapshot) == "JRWPA/JRWPAS")
    }

    @Test("Only its two users come into a private chat")
    func third() {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "JRWPA/JRWPA"], by: .carol)
        #expect(join(&snapshot) == "permission_denied")
    }
}
