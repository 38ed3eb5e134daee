import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct JoiningRulesTests {
    /// How Bob stands, what the topic offers, what he asks for, and how he stands then.
    struct Row: Sendable, CustomTestStringConvertible {
        let before: String
        let offers: String
        let mode: String?
        let after: String

        init(_ before: String, offers: String = "JRWPS", _ mode: String?, _ after: String) {
            self.before = before
            self.offers = offers
            self.mode = mode
            self.after = after
        }

        var testDescription: String { "\(before) asks \(mode ?? "nothing") where \(offers) is offered: \(after)" }
    }

    private func join(
        _ row: Row, _ snapshot: inout TopicSnapshot, asReader: Bool = false, capacity: Int = 10
    ) -> String {
        snapshot.outcome(of: .bob) {
            try JoiningRules.joinGroup(&$0, mode: row.mode.map(letters), asReader: asReader, capacity: capacity)
        }
    }

    private func scene(_ row: Row, isChannel: Bool = false) -> TopicSnapshot {
        Scene.group(row.before == "-" ? [:] : [.bob: row.before], by: .bob, offers: row.offers, isChannel: isChannel)
    }

    @Test(
        "A group is joined on the topic's terms, or on those that somebody left with",
        arguments: [
            Row("-", nil, "JRWPS/JRWPS"),
            Row("-", "JRW", "JRW/JRWPS"),
            Row("-", "JRWPASDO", "JRWPASD/JRWPS"),
            Row("-", "RW", "permission_denied"),
            Row("-", offers: "N", nil, "permission_denied"),
            Row("-", offers: "N", "JRW", "permission_denied"),
            Row("-", offers: "RWPS", "JRWPS", "permission_denied"),
            // Put out with less, banned, or promoted: it is remembered; an offer of ownership is not.
            Row("left JRW/JRW", nil, "JRWPS/JRW"),
            Row("left JRWPS/N", nil, "permission_denied"),
            Row("left JRWPS/N", "JRWPS", "permission_denied"),
            Row("left JRWPAS/JRWPAS", nil, "JRWPS/JRWPAS"),
            Row("left JRWPS/JRWPASDO", nil, "JRWPS/JRWPASD"),
            Row("left JRWPS/JRWPS", offers: "RWPS", nil, "JRWPS/JRWPS"),
        ])
    func group(row: Row) {
        var snapshot = scene(row)
        #expect(join(row, &snapshot) == row.after)
        #expect(snapshot.topic?.members == (row.after.contains("/") ? 2 : 1))
    }

    @Test(
        "Who is in attaches again, and may say what is wanted now",
        arguments: [
            Row("JRWPS/JRWPS", nil, "=JRWPS/JRWPS"),
            Row("JR/JRWPS", nil, "=JR/JRWPS"),
            Row("JRWPS/JRWPS", "JR", "JR/JRWPS"),
            Row("JRWPS/JRWPS", "RW", "permission_denied"),
            Row("JRWPS/JRWPS", "JRWPASDO", "permission_denied"),
            Row("JRWPS/N", nil, "permission_denied"),
            Row("JRWPS/RWPS", "JRWPS", "permission_denied"),
            // Somebody who had blocked the topic comes back.
            Row("N/JRWPS", nil, "JRWPS/JRWPS"),
            Row("RWPS/JRW", nil, "JRW/JRW"),
            Row("N/JRWPASDO", nil, "JRWPASD/JRWPASDO"),
        ])
    func again(row: Row) {
        var snapshot = scene(row)
        #expect(join(row, &snapshot) == row.after)
        #expect(snapshot.topic?.members == 2)
    }

    @Test("Whoever has joined may attach, for every offer and every wish")
    func guarantee() {
        for offered in UInt8.min...UInt8.max {
            for wish in UInt8.min...UInt8.max {
                let offers = AccessMode(rawValue: offered).subtracting(.owner).description
                let row = Row("-", offers: offers, AccessMode(rawValue: wish).description, "")
                var snapshot = scene(row)
                guard join(row, &snapshot).contains("/"), let access = snapshot.active(.bob)?.access else { continue }
                #expect(access.mode.contains(.join) && !access.want.union(access.given).contains(.owner))
            }
        }
    }

    @Test("Anonymous users are offered what is meant for them")
    func anonymous() {
        var snapshot = Scene.group(by: .bob, level: .anonymous)
        #expect(join(Row("-", nil, ""), &snapshot) == "permission_denied")
        snapshot.topic?.defaultAccess.anonymous = letters("JR")
        #expect(join(Row("-", nil, ""), &snapshot) == "JR/JR")
    }

    @Test("A full group takes nobody in; who is in attaches")
    func full() {
        var snapshot = Scene.group([.carol: "JRWPS/JRWPS"], by: .bob)
        #expect(join(Row("-", nil, ""), &snapshot, capacity: 2) == "policy_violation")
        snapshot = Scene.group([.bob: "JRWPS/JRWPS"], by: .bob)
        #expect(join(Row("-", nil, ""), &snapshot, capacity: 2) == "=JRWPS/JRWPS")
    }

    @Test("There is no joining a topic that is not there, or no more")
    func missing() {
        var snapshot = TopicSnapshot(topic: nil, actor: Actor(user: .bob), now: 1)
        #expect(join(Row("-", nil, ""), &snapshot) == "topic_not_found")
        snapshot = Scene.group([.bob: "JRWPS/JRWPS"], by: .bob)
        snapshot.topic?.deletedAt = 4000
        #expect(join(Row("-", nil, ""), &snapshot) == "topic_not_found")
    }

    // MARK: Channels

    @Test(
        "Everybody reads a channel, on fixed terms, except who is banned from it",
        arguments: [
            Row("-", nil, "reader"), Row("-", "JRWPASD", "reader"), Row("left reader", nil, "reader"),
            Row("reader", nil, "=reader"), Row("reader", "JR", "JR/JRP"), Row("reader", "RP", "permission_denied"),
            Row("left JRWPS/JRWPS", nil, "reader"), Row("left JRWPS/N", nil, "permission_denied"),
            Row("JRWPS/JRWPS", nil, "use_other"), Row("JRWPS/N", nil, "use_other"),
        ])
    func reading(row: Row) {
        var snapshot = scene(row, isChannel: true)
        #expect(join(row, &snapshot, asReader: true) == row.after)
    }

    @Test(
        "Members of a channel are invited; its readers are strangers to them",
        arguments: [
            Row("-", offers: "RWPS", nil, "permission_denied"), Row("reader", offers: "RWPS", nil, "permission_denied"),
            Row("reader", offers: "JRWPS", nil, "JRWPS/JRWPS"), Row("left reader", offers: "JRW", nil, "JRW/JRW"),
            Row("JRWPS/JRWPS", offers: "RWPS", nil, "=JRWPS/JRWPS"),
        ])
    func channelMembers(row: Row) {
        var snapshot = scene(row, isChannel: true)
        #expect(join(row, &snapshot) == row.after)
        #expect(snapshot.topic?.readers == (snapshot.active(.bob)?.isReader == true ? 1 : 0))
    }

    @Test("Readers do not count against the capacity")
    func readers() {
        var snapshot = Scene.group([.carol: "reader", .dave: "reader"], by: .bob, isChannel: true)
        #expect(join(Row("-", nil, ""), &snapshot, capacity: 2) == "JRWPS/JRWPS")
        snapshot = Scene.group([.carol: "JRWPS/JRWPS"], by: .bob, isChannel: true)
        #expect(join(Row("-", nil, ""), &snapshot, asReader: true, capacity: 2) == "reader")
        #expect(snapshot.topic?.members == 2 && snapshot.topic?.readers == 1)
    }

    @Test("A group that is no channel has no readers")
    func noChannel() {
        var snapshot = Scene.group(by: .bob)
        #expect(join(Row("-", nil, ""), &snapshot, asReader: true) == "topic_not_found")
    }

    // MARK: Notes and reports

    @Test("Notes are made when first asked for, and made anew after a deletion")
    func notes() {
        let record = TopicRecord(id: .notes(.bob), owner: .bob, at: Scene.now)
        var snapshot = TopicSnapshot(topic: nil, actor: Actor(user: .bob), now: Scene.now)
        let join = { (snapshot: inout TopicSnapshot) throws -> Bool in
            try JoiningRules.joinOwn(&snapshot, record, given: AccessMode.Default.notes, mode: nil)
        }
        #expect(snapshot.outcome(of: .bob, join) == "JRWDO/JRWDO")
        #expect(snapshot.outcome(of: .bob, join) == "=JRWDO/JRWDO")
        snapshot.delete()
        #expect(snapshot.outcome(of: .bob, join) == "JRWDO/JRWDO")
        #expect(snapshot.topic?.members == 1)
        #expect(
            snapshot.story == [
                "created", "2: - -> JRWDO/JRWDO", "deleted", "created", "2: - -> JRWDO/JRWDO",
            ])
    }

    @Test("What is wanted of notes stays within what notes are for")
    func wishes() {
        let record = TopicRecord(id: .notes(.bob), owner: .bob, at: Scene.now)
        var snapshot = TopicSnapshot(topic: nil, actor: Actor(user: .bob), now: Scene.now)
        let outcome = snapshot.outcome(of: .bob) {
            try JoiningRules.joinOwn(&$0, record, given: AccessMode.Default.notes, mode: letters("RPS"))
        }
        #expect(outcome == "JRO/JRWDO")
    }
}
