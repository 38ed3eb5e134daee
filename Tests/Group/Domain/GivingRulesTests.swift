import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct GivingRulesTests {
    /// Who gives, how the target stands, what is given, and how the target stands then.
    struct Row: Sendable, CustomTestStringConvertible {
        let giver: String
        let target: String
        let mode: String?
        let after: String

        init(_ giver: String, _ target: String, _ mode: String?, _ after: String) {
            self.giver = giver
            self.target = target
            self.mode = mode
            self.after = after
        }

        var testDescription: String { "\(giver) gives \(target) \(mode ?? "nothing said"): \(after)" }
    }

    private static let admin = "JRWPAS/JRWPAS"
    private static let member = "JRWPS/JRWPS"

    @Test(
        "Members are given more or less",
        arguments: [
            Row("owner", member, "JR", "JRWPS/JR"),
            Row("owner", member, "JRWPS", "=JRWPS/JRWPS"),
            Row("owner", member, "N", "JRWPS/N"),
            Row("owner", "JRWPS/N", "JRWPS", "JRWPS/JRWPS"),
            Row("owner", member, "JRWPASDO", "JRWPS/JRWPASDO"),
            Row("owner", "JRWPS/JRWPASDO", "JRWPS", "JRWPS/JRWPS"),
            Row("owner", "N/JRWPS", "JRW", "N/JRW"),
            Row("owner", member, nil, "=JRWPS/JRWPS"),
            Row(admin, member, "JRWPASD", "JRWPS/JRWPASD"),
            Row(admin, "JRWPAS/JRWPASD", "N", "JRWPAS/N"),
            Row(admin, member, "JRWPASDO", "permission_denied"),
            Row(admin, "JRWPS/JRWPASDO", "JRWPS", "JRWPS/JRWPS"),
            Row(member, "JR/JR", "JRWPS", "permission_denied"),
            Row(member, "JR/JR", nil, "=JR/JR"),
            Row(member, "JR/JR", "N", "permission_denied"),
            Row("JRW/JRW", "JR/JR", "JR", "permission_denied"),
            // What counts is what is both wanted and given, and a ban takes the rest with it.
            Row("JRWPS/JRWPAS", member, "N", "permission_denied"),
            Row("JRWPAS/JRWPS", member, "N", "permission_denied"),
            Row("JRWPAS/RWPAS", member, "N", "permission_denied"),
            Row("left JRWPAS/JRWPAS", member, "N", "permission_denied"),
            Row("-", member, "N", "permission_denied"),
            Row("reader", member, "N", "permission_denied"),
        ])
    func members(row: Row) {
        #expect(outcome(row) == row.after)
    }

    @Test(
        "Strangers are invited",
        arguments: [
            Row("owner", "-", "JRW", "JRW/JRW"),
            Row("owner", "-", nil, "JRWPS/JRWPS"),
            Row("owner", "-", "JRWPASDO", "JRWPASD/JRWPASDO"),
            Row(admin, "-", "JRWPASD", "JRWPASD/JRWPASD"),
            Row(admin, "-", "JRWPASDO", "permission_denied"),
            Row(member, "-", nil, "JRWPS/JRWPS"),
            Row(member, "-", "JRWPS", "JRWPS/JRWPS"),
            Row(member, "-", "JR", "permission_denied"),
            Row(member, "-", "N", "permission_denied"),
            Row("JRWP/JRWP", "-", nil, "permission_denied"),
            Row("-", "-", nil, "permission_denied"),
            // Banned before having come: what is wanted is for later.
            Row(admin, "-", "N", "JRWPS/N"),
        ])
    func strangers(row: Row) {
        #expect(outcome(row) == row.after)
    }

    @Test(
        "Those who have left come back on the terms they left with, unless an administrator has better ones",
        arguments: [
            Row(member, "left JRWPS/JR", nil, "JR/JR"),
            Row(member, "left JRWPS/N", nil, "permission_denied"),
            Row(member, "left JRWPASDO/JRWPASDO", nil, "JRWPASD/JRWPASD"),
            Row(member, "left JRWPS/JR", "JRWPS", "JR/JR"),
            Row(admin, "left JRWPS/N", "JRWPS", "JRWPS/JRWPS"),
            Row(admin, "left JRWPS/JR", nil, "JRWPS/JRWPS"),
            Row("owner", "left JRWPS/N", "N", "JRWPS/N"),
        ])
    func returning(row: Row) {
        #expect(outcome(row) == row.after)
    }

    @Test(
        "A channel's readers and strangers are made members by its administrators",
        arguments: [
            Row("owner", "reader", "JRW", "JRW/JRW"), Row("owner", "left reader", "JRW", "JRW/JRW"),
            Row("owner", "reader", nil, "JRWPS/JRWPS"), Row("owner", "reader", "N", "JRWPS/N"),
            // A channel's default has no J: its members cannot invite, its administrators can.
            Row(member, "reader", nil, "permission_denied"), Row(member, "left reader", nil, "permission_denied"),
            Row(member, "-", "RWPS", "permission_denied"), Row("reader", "-", nil, "permission_denied"),
            Row(admin, "-", nil, "JRWPS/JRWPS"),
        ])
    func channel(row: Row) {
        var snapshot = scene(row, isChannel: true)
        #expect(give(row, &snapshot) == row.after)
        let readers = [UserID.bob, .carol].count { snapshot.active($0)?.isReader == true }
        #expect(snapshot.topic?.readers == Int64(readers))
    }

    @Test("Nobody changes what the owner is given", arguments: ["JRWPAS/JRWPAS", "JRWPASD/JRWPASD", "JRWPS/JRWPS"])
    func owner(giver: String) {
        var snapshot = Scene.group([.bob: giver], by: .bob)
        for asked in ["N", "JRWPASDO", "JRWPASD"] {
            let outcome = snapshot.outcome(of: .alice) {
                try GivingRules.setGiven(&$0, of: .alice, letters(asked), capacity: 10)
            }
            #expect(outcome == "permission_denied")
        }
    }

    @Test("Nobody but the owner ever gives ownership, whatever the giver's mode")
    func ownership() {
        for mask in UInt8.min...UInt8.max {
            let giver = AccessMode(rawValue: mask)
            // An offer of ownership that was not taken is not ownership.
            var snapshot = Scene.group([.bob: "\(giver.subtracting(.owner))/\(giver)"], by: .bob)
            let outcome = snapshot.outcome(of: .carol) {
                try GivingRules.setGiven(&$0, of: .carol, .full, capacity: 10)
            }
            #expect(outcome == "permission_denied", "\(giver)")
        }
    }

    @Test("A full group takes nobody in, but changes are possible")
    func full() {
        var snapshot = Scene.group([.bob: "JRWPS/JRWPS"])
        let invitation = snapshot.outcome(of: .carol) { try GivingRules.setGiven(&$0, of: .carol, nil, capacity: 2) }
        #expect(invitation == "policy_violation")
        let change = snapshot.outcome(of: .bob) { try GivingRules.setGiven(&$0, of: .bob, .join, capacity: 2) }
        #expect(change == "JRWPS/J")
    }

    @Test("The target hears of it by an event with both sides")
    func events() {
        var snapshot = Scene.group([.bob: "JRWPS/JRWPS"])
        _ = snapshot.outcome(of: .bob) { try GivingRules.setGiven(&$0, of: .bob, AccessMode.none, capacity: 9) }
        _ = snapshot.outcome(of: .carol) { try GivingRules.setGiven(&$0, of: .carol, letters("JRW"), capacity: 9) }
        #expect(snapshot.story == ["2: JRWPS/JRWPS -> JRWPS/N", "3: - -> JRW/JRW"])
        #expect(snapshot.topic?.members == 3)
    }

    // MARK: Private chats

    @Test(
        "In a private chat each decides what the other is given",
        arguments: [
            // How Alice stands, how Bob does, what Alice gives Bob, and how Bob stands then.
            Row("JRWPA/JRWPAS", "JRWPA/JRWPA", "N", "JRWPA/A"),
            Row("JRWPA/JRWPAS", "JRWPA/A", "JRWPA", "JRWPA/JRWPA"),
            Row("JRWPA/JRWPAS", "JRWPA/JRWPAS", "JRWPASDO", "JRWPA/JRWPA"),
            Row("JRWPA/JRWPAS", "JRWPA/JRWPA", "JRWPAS", "=JRWPA/JRWPA"),
            Row("JRWPA/JRWPAS", "JRWPA/JRWPA", nil, "=JRWPA/JRWPA"),
            // Also one who is blocked, or blocks.
            Row("JRWPA/A", "JRWPA/JRWPA", "N", "JRWPA/A"),
            Row("A/JRWPA", "JRWPA/JRWPA", "N", "JRWPA/A"),
            // And somebody who is away is blocked for later.
            Row("JRWPA/JRWPAS", "left JRWPA/JRWPA", "N", "left JRWPA/A"),
            Row("left JRWPA/JRWPAS", "JRWPA/JRWPA", "N", "permission_denied"),
        ])
    func privateChat(row: Row) {
        var snapshot = Scene.chat([.alice: row.giver, .bob: row.target])
        let outcome = snapshot.outcome(of: .bob) {
            try GivingRules.setGiven(&$0, of: .bob, row.mode.map(letters), capacity: 2)
        }
        #expect(outcome == row.after)
        #expect(snapshot.standing(.alice) == row.giver)
    }

    @Test("Nobody else is brought into a private chat")
    func third() {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        let outcome = snapshot.outcome(of: .carol) {
            try GivingRules.setGiven(&$0, of: .carol, letters("JRWPA"), capacity: 9)
        }
        #expect(outcome == "permission_denied")
    }

    // MARK: Scenes

    private func scene(_ row: Row, isChannel: Bool = false) -> TopicSnapshot {
        var standings: [UserID: String] = [:]
        if row.target != "-" { standings[.carol] = row.target }
        if row.giver != "owner", row.giver != "-" { standings[.bob] = row.giver }
        return Scene.group(
            standings, by: row.giver == "owner" ? .alice : .bob, offers: isChannel ? "RWPS" : "JRWPS",
            isChannel: isChannel)
    }

    private func give(_ row: Row, _ snapshot: inout TopicSnapshot) -> String {
        snapshot.outcome(of: .carol) {
            try GivingRules.setGiven(&$0, of: .carol, row.mode.map(letters), capacity: 10)
        }
    }

    private func outcome(_ row: Row) -> String {
        var snapshot = scene(row)
        return give(row, &snapshot)
    }
}
