import Chat
import Contracts
import RPC
import Testing

@testable import Group

@Suite struct CreatingRulesTests {
    private func create(
        _ snapshot: inout TopicSnapshot, limit: Int = 1000, _ fill: (inout CreatingRules.Plan) -> Void = { _ in }
    ) -> String {
        var plan = CreatingRules.Plan()
        fill(&plan)
        do {
            try CreatingRules.create(&snapshot, Scene.groupID, plan, limit: limit)
            return snapshot.standing(snapshot.actor.user)
        } catch {
            return RPCStatus(error).reason
        }
    }

    private func nothing(level: AuthLevel = .authenticated) -> TopicSnapshot {
        TopicSnapshot(topic: nil, actor: Actor(user: .bob, level: level), now: Scene.now)
    }

    @Test("The creator of a group owns it; others are offered the default")
    func group() {
        var snapshot = nothing()
        #expect(create(&snapshot) == "JRWPASDO/JRWPASDO")
        #expect(snapshot.topic?.owner == .bob && snapshot.topic?.members == 1)
        #expect(snapshot.topic?.defaultAccess == DefaultAccess(authenticated: letters("JRWPS"), anonymous: .none))
        #expect(snapshot.topic.map { [$0.createdAt, $0.updatedAt, $0.deletedAt] } == [Scene.now, Scene.now, 0])
        #expect(snapshot.story == ["created", "2: - -> JRWPASDO/JRWPASDO"])
    }

    @Test("A channel's members are invited")
    func channel() {
        var snapshot = nothing()
        let outcome = create(&snapshot) { $0.isChannel = true }
        #expect(outcome == "JRWPASDO/JRWPASDO")
        #expect(snapshot.topic?.defaultAccess == DefaultAccess(authenticated: letters("RWPS"), anonymous: .none))
    }

    @Test("What was said is kept, ownership by default excepted")
    func said() {
        var snapshot = nothing()
        let outcome = create(&snapshot) {
            $0.description.publicJSON = Array(#"{"fn":"G1","x":null}"#.utf8)
            $0.description.privateJSON = Array(#"{"comment":"mine"}"#.utf8)
            $0.description.defaultAccess = DefaultAccess(authenticated: .full, anonymous: letters("JRO"))
            $0.tags = ["gardening"]
            $0.mode = letters("JRWPO")
        }
        #expect(outcome == "JRWPO/JRWPASDO")
        #expect(snapshot.topic?.publicJSON == Array(#"{"fn":"G1"}"#.utf8))
        #expect(snapshot.subscriptions[.bob]?.privateJSON == Array(#"{"comment":"mine"}"#.utf8))
        let offered = DefaultAccess(authenticated: letters("JRWPASD"), anonymous: letters("JR"))
        #expect(snapshot.topic?.defaultAccess == offered)
        #expect(snapshot.topic?.tags == ["gardening"])
        #expect(snapshot.story == ["created", "2: - -> JRWPO/JRWPASDO"])
    }

    @Test("What cannot be made is refused")
    func refused() {
        var anonymous = nothing(level: .anonymous)
        var snapshot = nothing()
        var taken = Scene.group([.bob: "JRWPS/JRWPS"], by: .bob)
        let outcomes = [
            create(&anonymous), create(&snapshot) { $0.mode = letters("JRW") },
            create(&snapshot) { $0.mode = letters("RWO") },
            create(&snapshot) { $0.description.trustedJSON = Array("1".utf8) },
            create(&snapshot) { $0.description.publicJSON = Array("{".utf8) },
            create(&snapshot, limit: 1) { $0.description.publicJSON = Array("11".utf8) }, create(&taken),
        ]
        #expect(
            outcomes == [
                "permission_denied", "permission_denied", "permission_denied", "permission_denied", "malformed",
                "too_large", "conflict",
            ])
    }

    @Test("Root makes topics that are vouched for")
    func trusted() {
        var snapshot = nothing(level: .root)
        let trusted = Array(#"{"staff":true}"#.utf8)
        let outcome = create(&snapshot) { $0.description.trustedJSON = trusted }
        #expect(outcome == "JRWPASDO/JRWPASDO")
        #expect(snapshot.topic?.trustedJSON == trusted)
    }
}
