import Chat
import Testing

@testable import Gateway

/// Who hears what when somebody's access changes.
@Suite struct PresenceRulesTests {
    private let alice: UserID
    private let bob: UserID
    private let carol: UserID
    private let group = TopicName.group(7)

    init() throws {
        alice = try #require(UserID(rawValue: 1))
        bob = try #require(UserID(rawValue: 2))
        carol = try #require(UserID(rawValue: 3))
    }

    private func access(_ want: String, _ given: String) throws -> Access {
        Access(want: try #require(AccessMode(want)), given: try #require(AccessMode(given)))
    }

    private func change(of target: UserID, by actor: UserID, from old: Access?, to new: Access?) -> PresenceRules.Change
    {
        PresenceRules.Change(target: target, actor: actor, old: old, new: new, isReader: false)
    }

    private func onTopic(_ change: PresenceRules.Change, _ user: UserID, _ mode: String) throws -> [String] {
        let mode = try #require(AccessMode(mode))
        if user == change.target { return PresenceRules.toTarget(of: change, onTopic: group).map(\.what) }
        guard PresenceRules.hearsOfOthers(mode) else { return [] }
        return PresenceRules.toOthers(than: change, onTopic: group, isP2P: false).map(\.what)
    }

    private func onMe(
        _ change: PresenceRules.Change, _ user: UserID, _ mode: String, isAttached: Bool = false, isOrigin: Bool = false
    ) throws -> [PresenceMessage] {
        PresenceRules.onMe(
            change, topic: group, user: user, mode: try #require(AccessMode(mode)), isAttached: isAttached,
            isOrigin: isOrigin)
    }

    @Test(
        "A newcomer is news to those who may share, approve or own, and to nobody else",
        arguments: [
            ("JRWPASDO", true), ("JRWPA", true), ("JRWPS", true), ("JRWP", false), ("JR", false),
        ])
    func newcomer(mode: String, hears: Bool) throws {
        let change = change(of: bob, by: bob, from: nil, to: try access("JRWPS", "JRWPS"))
        #expect(try onTopic(change, carol, mode) == (hears ? ["acs"] : []))
    }

    @Test("Who leaves by own will goes offline for the others")
    func leaving() throws {
        let change = change(of: bob, by: bob, from: try access("JRWPS", "JRWPS"), to: nil)
        #expect(try onTopic(change, carol, "JRWPASDO") == ["acs", "off"])
        #expect(try onTopic(change, bob, "JRWPS") == [])
    }

    @Test("On me administrators hear of a newcomer who came by own will, unless they look at the topic anyway")
    func newcomerOnMe() throws {
        let change = change(of: bob, by: bob, from: nil, to: try access("JRWPS", "JRWPS"))
        let told = try #require(try onMe(change, alice, "JRWPASDO").first)
        #expect(told.what == "acs" && told.target == bob.description && told.actor == bob.description)
        #expect(try onMe(change, alice, "JRWPASDO", isAttached: true).isEmpty)
        #expect(try onMe(change, carol, "JRWPS").isEmpty)
    }

    @Test("On me administrators hear of whoever wants more than is given")
    func request() throws {
        let change = change(of: bob, by: bob, from: try access("JR", "JR"), to: try access("JRW", "JR"))
        #expect(try onMe(change, alice, "JRWPASDO").count == 1)
        let settled = self.change(of: bob, by: bob, from: try access("JRW", "JRW"), to: try access("JR", "JRW"))
        #expect(try onMe(settled, alice, "JRWPASDO").isEmpty)
    }

    @Test("The one it is about hears it on me, with who did it, but not where it was done")
    func target() throws {
        let change = change(of: bob, by: alice, from: try access("JRWPS", "JRWPS"), to: try access("JRWPS", "JRP"))
        let told = try onMe(change, bob, "JRP")
        #expect(told.map(\.what) == ["acs"])
        #expect(told.first?.actor == alice.description)
        #expect(told.first?.target == nil)
        #expect(try onMe(change, bob, "JRP", isOrigin: true).isEmpty)
    }

    @Test("Who is no longer told of a topic sees it go off, on the session that did it too")
    func silenced() throws {
        let change = change(of: bob, by: bob, from: try access("JRWPS", "JRWPS"), to: try access("JRWS", "JRWPS"))
        #expect(try onMe(change, bob, "JRWS").map(\.what) == ["off", "acs"])
        #expect(try onMe(change, bob, "JRWS", isOrigin: true).map(\.what) == ["off"])
    }

    @Test("One's other sessions hear that a topic is gone")
    func gone() throws {
        let change = change(of: bob, by: bob, from: try access("JRWPS", "JRWPS"), to: nil)
        #expect(try onMe(change, bob, "N").map(\.what) == ["gone"])
        #expect(try onMe(change, bob, "N", isOrigin: true).isEmpty)
    }
}
