import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct DescribingRulesTests {
    private static let admin = "JRWPAS/JRWPAS"
    private static let member = "JRWPS/JRWPS"

    private func update(
        _ snapshot: inout TopicSnapshot, limit: Int = 1000, _ fill: (inout DescribingRules.Changes) -> Void
    ) -> String {
        var changes = DescribingRules.Changes()
        fill(&changes)
        do {
            return try DescribingRules.update(&snapshot, changes, limit: limit) ? "changed" : "same"
        } catch {
            return RPCStatus(error).reason
        }
    }

    private func setPublic(_ snapshot: inout TopicSnapshot, _ json: String, limit: Int = 1000) -> String {
        update(&snapshot, limit: limit) { $0.publicJSON = Array(json.utf8) }
    }

    private func setDefaults(_ snapshot: inout TopicSnapshot, _ authenticated: String, _ anonymous: String) -> String {
        update(&snapshot) {
            $0.defaultAccess = DefaultAccess(authenticated: letters(authenticated), anonymous: letters(anonymous))
        }
    }

    private func setTrusted(_ snapshot: inout TopicSnapshot) -> String {
        update(&snapshot) { $0.trustedJSON = Array("true".utf8) }
    }

    private func setPrivate(_ snapshot: inout TopicSnapshot, _ json: String) -> String {
        update(&snapshot) { $0.privateJSON = Array(json.utf8) }
    }

    private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

    @Test("What everybody sees is patched by administrators, and the time moves")
    func description() {
        var snapshot = Scene.group([.bob: Self.admin], by: .bob)
        #expect(setPublic(&snapshot, #"{"fn":"G1","note":"x"}"#) == "changed")
        #expect(setPublic(&snapshot, #"{"note":"␡"}"#) == "changed")
        #expect(setPublic(&snapshot, #"{"fn":"G1"}"#) == "same")
        #expect(setPublic(&snapshot, "null") == "same")
        #expect(text(snapshot.topic?.publicJSON) == #"{"fn":"G1"}"#)
        #expect(snapshot.topic?.updatedAt == Scene.now)
        #expect(snapshot.story == ["description", "description"])
    }

    @Test(
        "Others may not",
        arguments: [
            (member, "permission_denied"), ("JRWPAS/RWPAS", "permission_denied"),
            ("JRWPS/JRWPAS", "permission_denied"), ("left \(admin)", "permission_denied"), (admin, "changed"),
        ])
    func others(standing: String, outcome: String) {
        var snapshot = Scene.group([.bob: standing], by: .bob)
        #expect(setPublic(&snapshot, "1") == outcome)
        snapshot = Scene.group([.bob: standing], by: .bob)
        #expect(setDefaults(&snapshot, "J", "N") == outcome)
    }

    @Test("Default access is anything but ownership")
    func defaults() {
        var snapshot = Scene.group()
        #expect(setDefaults(&snapshot, "JRWPS", "N") == "same")
        #expect(setDefaults(&snapshot, "JRWPASD", "JR") == "changed")
        #expect(setDefaults(&snapshot, "JRWPASDO", "N") == "malformed")
        #expect(setDefaults(&snapshot, "N", "O") == "malformed")
        #expect(snapshot.topic?.defaultAccess.authenticated == letters("JRWPASD"))
    }

    @Test("Only root vouches for a topic, and need not be in it")
    func trusted() {
        var snapshot = Scene.group()
        #expect(setTrusted(&snapshot) == "permission_denied")
        snapshot = Scene.group(by: .dave, level: .root)
        #expect(setTrusted(&snapshot) == "changed")
        #expect(text(snapshot.topic?.trustedJSON) == "true")
        snapshot = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        #expect(setTrusted(&snapshot) == "permission_denied")
    }

    @Test("Own notes are for everybody who is in, and do not move the time", arguments: [member, "N/JRWPS", "JRWPS/N"])
    func ownNotes(standing: String) {
        var snapshot = Scene.group([.bob: standing], by: .bob)
        #expect(setPrivate(&snapshot, #"{"arch":true}"#) == "changed")
        #expect(text(snapshot.subscriptions[.bob]?.privateJSON) == #"{"arch":true}"#)
        #expect(snapshot.topic?.updatedAt == 1000)
        #expect(snapshot.subscriptions[.bob]?.updatedAt == Scene.now)
        #expect(snapshot.story == ["notes of 2"])
        snapshot = Scene.group(by: .bob)
        #expect(setPrivate(&snapshot, "1") == "permission_denied")
    }

    @Test("In a private chat nobody sets what everybody sees")
    func privateChat() {
        var snapshot = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"])
        #expect(setPublic(&snapshot, "1") == "permission_denied")
        #expect(setPrivate(&snapshot, "1") == "changed")
    }

    @Test("Both at once is two events: one for all, one for the own sessions")
    func both() {
        var snapshot = Scene.group()
        let outcome = update(&snapshot) {
            $0.publicJSON = Array("1".utf8)
            $0.privateJSON = Array("2".utf8)
        }
        #expect(outcome == "changed")
        #expect(snapshot.story == ["description", "notes of 1"])
    }

    @Test("Values are JSON, and not too large")
    func limits() {
        var snapshot = Scene.group()
        let long = "\"" + String(repeating: "a", count: 98) + "\""
        #expect(setPublic(&snapshot, "{") == "malformed")
        #expect(setPublic(&snapshot, long, limit: 99) == "too_large")
        #expect(setPublic(&snapshot, long, limit: 100) == "changed")
        // What has become too large by a lower limit can still be left as it is.
        #expect(setPublic(&snapshot, long, limit: 10) == "same")
    }

    // MARK: Tags and extras

    @Test("The owner replaces the tags; the time does not move")
    func tags() throws {
        var snapshot = Scene.group()
        let first = try DescribingRules.setTags(&snapshot, ["a1", "b1"])
        #expect([first.added, first.removed] == [2, 0])
        let second = try DescribingRules.setTags(&snapshot, ["b1", "c1"])
        #expect([second.added, second.removed] == [1, 1])
        let same = try DescribingRules.setTags(&snapshot, ["b1", "c1"])
        #expect([same.added, same.removed] == [0, 0])
        #expect(snapshot.story == ["tags", "tags"])
        #expect(snapshot.topic?.updatedAt == 1000)
        var other = Scene.group([.bob: "JRWPASD/JRWPASD"], by: .bob)
        #expect(throws: RPCStatus.permissionDenied) { try DescribingRules.setTags(&other, []) }
    }

    @Test("Extras are patched by administrators, by both in a private chat, and not by members")
    func auxiliary() throws {
        let pins = Array(#"{"pins":[1]}"#.utf8)
        var group = Scene.group([.bob: Self.admin], by: .bob)
        let outcomes = [
            try DescribingRules.setAuxiliary(&group, pins, limit: 100),
            try DescribingRules.setAuxiliary(&group, pins, limit: 100),
        ]
        #expect(outcomes == [true, false])
        #expect(group.story == ["auxiliary"])
        var chat = Scene.chat([.alice: "JRWPA/JRWPA", .bob: "JRWPA/JRWPA"], by: .bob)
        let isChanged = try DescribingRules.setAuxiliary(&chat, pins, limit: 100)
        #expect(isChanged)
        var member = Scene.group([.bob: Self.member], by: .bob)
        #expect(throws: RPCStatus.permissionDenied) {
            try DescribingRules.setAuxiliary(&member, pins, limit: 100)
        }
    }

    private func read(_ texts: [String]) -> [String] {
        do {
            return try TopicTags.read(texts)
        } catch {
            return ["! " + RPCStatus(error).reason]
        }
    }

    @Test("Tags are read whole: normalised, sorted, each once")
    func reading() {
        let many = (10..<27).map { "tag\($0)" }
        #expect(read(["Gardening", "alias:G1", "gardening "]) == ["alias:g1", "gardening"])
        #expect(read([]) == [])
        #expect(read(["␡"]) == [])
        #expect(read(["a"]) == ["! malformed"])
        #expect(read(["alias:a1", "alias:a2"]) == ["! malformed"])
        #expect(read(["email:a@example.com"]) == ["! not_yours"])
        #expect(read(many) == ["! policy_violation"])
        #expect(read(Array(many.dropLast() + many.dropLast())) == Array(many.dropLast()))
    }
}
