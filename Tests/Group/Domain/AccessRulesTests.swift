import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct AccessRulesTests {
    private static let modes = (UInt8.min...UInt8.max).map(AccessMode.init(rawValue:))

    @Test(
        "A user says what is wanted",
        arguments: [
            // Before, asked for, afterwards.
            ("JRWPS/JRWPS", "JRW", "JRW/JRWPS"),
            ("JRWPS/JRWPS", "JRWPS", "=JRWPS/JRWPS"),
            ("JRWPS/JRWPS", "N", "N/JRWPS"),
            ("JRWPS/JRW", "JRWPASD", "JRWPASD/JRW"),
            ("JRWPS/N", "JRW", "JRW/N"),
            // An administrator gives what is wanted, short of D and O.
            ("JRWPAS/JRWPAS", "JRWPASD", "JRWPASD/JRWPAS"),
            ("JRW/JRWA", "JRWPAS", "JRWPAS/JRWPAS"),
            // Not one who has been banned.
            ("JRWPAS/RWPAS", "JRWPAS", "=JRWPAS/RWPAS"),
            ("JRWP/RA", "JRWPAS", "JRWPAS/RA"),
            // Ownership that nobody offers.
            ("JRWPS/JRWPS", "JRWPASDO", "permission_denied"),
            ("JRWPAS/JRWPASD", "JRWPASDO", "permission_denied"),
            ("JRWPS/RWPASDO", "JRWPASDO", "permission_denied"),
        ])
    func want(before: String, asked: String, after: String) {
        var snapshot = Scene.group([.bob: before], by: .bob)
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, letters(asked)) } == after)
    }

    @Test("Whatever a member is given and asks for, nobody gets more than an administrator may take")
    func wholeTable() {
        for given in Self.modes where !given.contains(.owner) {
            for asked in Self.modes {
                var snapshot = Scene.group([.bob: "JRWPS/\(given)"], by: .bob)
                let before = snapshot
                guard (try? AccessRules.setWant(&snapshot, asked)) != nil else {
                    #expect(asked.contains(.owner), "\(given) asks \(asked)")
                    #expect(snapshot == before)
                    continue
                }
                let access = snapshot.active(.bob)?.access
                #expect(!asked.contains(.owner) && access?.want == asked)
                let isAdministrator = given.isSuperset(of: [.join, .approve])
                let raised = given.union(asked.subtracting([.owner, .delete]))
                #expect(access?.given == (isAdministrator ? raised : given), "\(given) asks \(asked)")
                #expect(snapshot.topic?.owner == .alice && snapshot.standing(.alice) == "JRWPASDO/JRWPASDO")
            }
        }
    }

    @Test("An owner may want less, but never less than J and O")
    func owner() {
        for asked in Self.modes {
            var snapshot = Scene.group()
            let outcome = snapshot.outcome(of: .alice) { try AccessRules.setWant(&$0, asked) }
            switch asked {
            case .full: #expect(outcome == "=JRWPASDO/JRWPASDO")
            case _ where asked.isSuperset(of: [.join, .owner]): #expect(outcome == "\(asked)/JRWPASDO")
            default: #expect(outcome == "permission_denied")
            }
        }
    }

    @Test("Ownership that was offered is taken: the former owner becomes an administrator, other offers end")
    func transfer() {
        var snapshot = Scene.group([.bob: "JRWPS/JRWPASDO", .carol: "JRWPS/JRWPASDO", .dave: "JR/JRW"], by: .bob)
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, .full) } == "JRWPASDO/JRWPASDO")
        #expect(snapshot.topic?.owner == .bob)
        #expect(snapshot.standing(.alice) == "JRWPASD/JRWPASD")
        #expect(snapshot.standing(.carol) == "JRWPS/JRWPASD")
        #expect(
            snapshot.story == [
                "1: JRWPASDO/JRWPASDO -> JRWPASD/JRWPASD (heard)", "3: JRWPS/JRWPASDO -> JRWPS/JRWPASD (heard)",
                "2: JRWPS/JRWPASDO -> JRWPASDO/JRWPASDO",
            ])
    }

    @Test("An owner is given everything, whatever the offer was")
    func meagreOffer() {
        var snapshot = Scene.group([.bob: "JRW/JO"], by: .bob)
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, letters("JRWO")) } == "JRWO/JRWPASDO")
    }

    @Test("Only who is in a topic wants anything of it", arguments: ["-", "left JRW/JRW"])
    func stranger(standing: String) {
        var snapshot = Scene.group(standing == "-" ? [:] : [.bob: standing], by: .bob)
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, .join) } == "permission_denied")
    }

    @Test("There is nothing to want of a deleted topic")
    func deleted() {
        var snapshot = Scene.group([.bob: "JRW/JRW"], by: .bob)
        snapshot.topic?.deletedAt = 4000
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, .join) } == "topic_not_found")
    }

    @Test("A reader can be silent, and no more", arguments: modes)
    func reader(asked: AccessMode) {
        var snapshot = Scene.group([.bob: "reader"], by: .bob, isChannel: true)
        let wanted = asked.intersection(AccessMode.Default.reader)
        let after = wanted == AccessMode.Default.reader ? "=reader" : "\(wanted)/JRP"
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, asked) } == after)
        #expect(snapshot.topic?.readers == 1 && snapshot.subscriptions[.bob]?.isReader == true)
    }

    @Test("In a private chat only JRWPA mean anything, and A stays", arguments: modes)
    func privateChat(asked: AccessMode) {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "JRWPA/JRWPA"])
        let wanted = asked.intersection([.join, .read, .write, .presence]).union(.approve)
        let after = wanted == letters("JRWPA") ? "=JRWPA/JRWPAS" : "\(wanted)/JRWPAS"
        #expect(snapshot.outcome(of: .alice) { try AccessRules.setWant(&$0, asked) } == after)
        #expect(snapshot.standing(.bob) == "JRWPA/JRWPA")
    }

    @Test(
        "Saying nothing brings back who had left in spirit, and changes nothing for others",
        arguments: [
            ("N/JRWPS", "JRWPS/JRWPS"), ("RW/JRWPAS", "JRWPAS/JRWPAS"), ("JR/JRWPS", "=JR/JRWPS"),
            ("JRWPS/JRWPASDO", "=JRWPS/JRWPASDO"), ("N/JRWPASDO", "JRWPASD/JRWPASDO"), ("N/N", "=N/N"),
        ])
    func nothingSaid(before: String, after: String) {
        var snapshot = Scene.group([.bob: before], by: .bob)
        #expect(snapshot.outcome(of: .bob) { try AccessRules.setWant(&$0, nil) } == after)
    }
}
