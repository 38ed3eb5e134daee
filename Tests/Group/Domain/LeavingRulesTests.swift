import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct LeavingRulesTests {
    private func refusal(
        _ snapshot: inout TopicSnapshot, _ rule: (inout TopicSnapshot) throws -> Void
    ) -> String {
        do {
            try rule(&snapshot)
            return ""
        } catch {
            return RPCStatus(error).reason
        }
    }

    // MARK: Leaving

    @Test("A member leaves; what was given is remembered")
    func member() {
        var snapshot = Scene.group([.bob: "JRWPS/JR"], by: .bob)
        #expect(refusal(&snapshot, LeavingRules.leave) == "")
        #expect(snapshot.standing(.bob) == "left JRWPS/JR")
        #expect(snapshot.story == ["2: JRWPS/JR -> -"])
        #expect(snapshot.topic?.members == 1)
        #expect(refusal(&snapshot, LeavingRules.leave) == "topic_not_found")
    }

    @Test("A reader leaves, a banned member too", arguments: ["reader", "JRWPS/N"])
    func others(standing: String) {
        var snapshot = Scene.group([.bob: standing], by: .bob, isChannel: true)
        #expect(refusal(&snapshot, LeavingRules.leave) == "")
        #expect(snapshot.topic?.members == 1 && snapshot.topic?.readers == 0)
    }

    @Test("The owner of a group cannot leave it")
    func owner() {
        var snapshot = Scene.group()
        #expect(refusal(&snapshot, LeavingRules.leave) == "permission_denied")
    }

    @Test("A private chat ends when both have left")
    func chat() {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPAS", .bob: "JRWPA/JRWPA"])
        #expect(refusal(&snapshot, LeavingRules.leave) == "")
        #expect(snapshot.story == ["1: JRWPA/JRWPAS -> -"])
        snapshot = Scene.chat([.alice: "left JRWPA/JRWPAS", .bob: "JRWPA/JRWPA"], by: .bob)
        #expect(refusal(&snapshot, LeavingRules.leave) == "")
        #expect(snapshot.story == ["2: JRWPA/JRWPA -> -", "deleted"])
        #expect(snapshot.topic?.deletedAt == Scene.now)
    }

    // MARK: Putting out

    @Test(
        "Administrators put members out",
        arguments: [
            ("JRWPAS/JRWPAS", "JRWPS/JRWPS", "left JRWPS/JRWPS"),
            ("JRWPAS/JRWPAS", "JRWPS/N", "left JRWPS/N"),
            ("JRWPAS/JRWPAS", "JRWPASD/JRWPASD", "left JRWPASD/JRWPASD"),
            ("JRWPAS/JRWPAS", "reader", "left reader"),
            // Who blocks the topic stays in it: out of it, that user could be invited again.
            ("JRWPAS/JRWPAS", "N/JRWPS", "permission_denied"),
            ("JRWPAS/JRWPAS", "left JRWPS/JRWPS", "user_not_found"),
            ("JRWPS/JRWPAS", "JRWPS/JRWPS", "permission_denied"),
            ("JRWPSD/JRWPSD", "JRWPS/JRWPS", "permission_denied"),
            ("JRWPAS/RWPAS", "JRWPS/JRWPS", "permission_denied"),
        ])
    func evict(by: String, target: String, outcome: String) {
        var snapshot = Scene.group([.bob: by, .carol: target], by: .bob, isChannel: true)
        let reason = refusal(&snapshot) { try LeavingRules.evict(&$0, .carol) }
        #expect((reason.isEmpty ? snapshot.standing(.carol) : reason) == outcome)
    }

    @Test("Nobody puts the owner out, nor the peer of a private chat")
    func untouchable() {
        var snapshot = Scene.group([.bob: "JRWPASD/JRWPASD"], by: .bob)
        let owner = refusal(&snapshot) { try LeavingRules.evict(&$0, .alice) }
        #expect(owner == "permission_denied")
        snapshot = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        let peer = refusal(&snapshot) { try LeavingRules.evict(&$0, .bob) }
        #expect(peer == "permission_denied")
    }

    // MARK: Deleting

    @Test("The owner deletes a topic for everybody, and its tags are free")
    func delete() {
        var snapshot = Scene.group([.bob: "JRWPS/JRWPS"])
        snapshot.topic?.tags = ["alias:g1"]
        #expect(refusal(&snapshot, LeavingRules.delete) == "")
        #expect(snapshot.story == ["deleted"])
        #expect(snapshot.topic?.tags == [])
        #expect(snapshot.active(.alice) == nil && snapshot.active(.bob) == nil)
        #expect(refusal(&snapshot, LeavingRules.delete) == "topic_not_found")
    }

    @Test("Deleting is leaving for everybody else")
    func deleteByOthers() {
        var snapshot = Scene.group([.bob: "JRWPASD/JRWPASD"], by: .bob)
        #expect(refusal(&snapshot, LeavingRules.delete) == "")
        #expect(snapshot.story == ["2: JRWPASD/JRWPASD -> -"])
        snapshot = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        #expect(refusal(&snapshot, LeavingRules.delete) == "")
        #expect(snapshot.story == ["1: JRWPA/JRWPA -> -"])
        snapshot = Scene.group(by: .bob)
        #expect(refusal(&snapshot, LeavingRules.delete) == "topic_not_found")
    }

    // MARK: Accounts

    @Test("A closed account takes its private chats and its own groups with it, and leaves the others; once")
    func account() {
        let scenes = [
            (Scene.group([.bob: "JRWPS/JRWPS"]), "deleted"),
            (Scene.group([.bob: "JRWPS/JRWPS"], by: .bob), "2: JRWPS/JRWPS -> -"),
            (Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"]), "deleted"),
        ]
        for (scene, event) in scenes {
            var snapshot = scene
            let closings = [LeavingRules.closeAccount(&snapshot), LeavingRules.closeAccount(&snapshot)]
            #expect(closings == [true, false])
            #expect(snapshot.story == [event])
        }
    }
    @Test("A private chat goes with an account that had left it, but a group that it had left stays")
    func closingAfterLeaving() {
        var chat = Scene.chat([.alice: "left JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        #expect(LeavingRules.closeAccount(&chat))
        #expect(chat.topic?.isLiving == false)
        var group = Scene.group([.bob: "left JRWPS/JRWPS"], by: .bob)
        #expect(!LeavingRules.closeAccount(&group))
        #expect(group.topic?.isLiving == true)
    }
}
