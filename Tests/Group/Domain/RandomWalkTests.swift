import Chat
import Contracts
import RPC
import TestKit
import Testing

@testable import Group

/// Whatever five users do to a topic in whatever order, some things hold.
@Suite struct RandomWalkTests {
    private static let people: [UserID] = [.alice, .bob, .carol, .dave, .zoe]

    private static func step(_ snapshot: inout TopicSnapshot, _ generator: inout SplitMix64) throws {
        let target = people.randomElement(using: &generator) ?? .alice
        let modes = ["N", "JRW", "JRWPS", "JRWPAS", "JRWPASD", "JRWPASDO", "RWPAS", "JO"]
        let asked = Bool.random(using: &generator) ? modes.randomElement(using: &generator).map(letters) : nil
        switch Int.random(in: 0..<7, using: &generator) {
        case 0:
            let asReader = Bool.random(using: &generator)
            _ = try JoiningRules.joinGroup(&snapshot, mode: asked, asReader: asReader, capacity: 4)
        case 1, 2: _ = try AccessRules.setWant(&snapshot, asked)
        case 3, 4:
            guard target != snapshot.actor.user else { return }
            _ = try GivingRules.setGiven(&snapshot, of: target, asked, capacity: 4)
        case 5: try LeavingRules.evict(&snapshot, target)
        default: try LeavingRules.leave(&snapshot)
        }
    }

    @Test("One owns the topic, counts are right, and the events tell all", arguments: UInt64(1)...40)
    func walk(seed: UInt64) {
        var generator = SplitMix64(seed)
        var state = Scene.group(isChannel: Bool.random(using: &generator))
        var heard: [UserID: Access] = [.alice: Access(both: .full)]
        for _ in 0..<400 {
            let actor = Self.people.randomElement(using: &generator) ?? .alice
            var snapshot = TopicSnapshot(
                topic: state.topic, subscriptions: state.subscriptions, actor: Actor(user: actor), now: Scene.now)
            guard (try? Self.step(&snapshot, &generator)) != nil else { continue }
            state = snapshot
            for case .access(let change) in snapshot.events {
                #expect(heard[change.user] == change.old)
                heard[change.user] = change.new
            }
            let active = Self.people.compactMap { snapshot.active($0) }
            #expect(heard == Dictionary(uniqueKeysWithValues: active.map { ($0.user, $0.access) }))
            let members = active.filter { !$0.isReader }
            #expect(snapshot.topic?.members == Int64(members.count) && members.count <= 4)
            #expect(snapshot.topic?.readers == Int64(active.count - members.count))
            let owners = active.filter { $0.access.mode.contains(.owner) }
            #expect(owners.map(\.user) == [snapshot.topic?.owner])
            #expect(owners.first?.access.given == .full && owners.first?.access.want.contains(.join) == true)
        }
    }
}
