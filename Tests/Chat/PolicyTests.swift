import Chat
import Testing

@Suite struct PolicyTests {
    /// Every standing somebody can have: 6 kinds of topic, 256 modes, author or not.
    private static let resources: [Resource] = Resource.Kind.allCases.flatMap { kind in
        (UInt8.min...UInt8.max).flatMap { mask in
            [true, false].map { Resource(kind, mode: AccessMode(rawValue: mask), isAuthor: $0) }
        }
    }

    @Test("Every action has its row, once")
    func complete() {
        #expect(PolicyRow.table.map(\.action) == Action.allCases)
        #expect(Set(Policy.rules.keys) == Set(Action.allCases))
    }

    @Test("An action is allowed where its row says so, and denied everywhere else", arguments: PolicyRow.table)
    func rule(row: PolicyRow) {
        for level in AuthLevel.allCases {
            let wrong = Self.resources.first { resource in
                Policy.allows(level, row.action, on: resource) != row.allows(level, on: resource)
            }
            #expect(wrong == nil, "\(row.action) as \(level)")
        }
    }

    @Test("Who has not logged in may do nothing", arguments: Action.allCases)
    func stranger(action: Action) {
        #expect(!Self.resources.contains { Policy.allows(.none, action, on: $0) })
    }

    @Test("More permissions never forbid anything", arguments: Action.allCases)
    func monotonous(action: Action) {
        for resource in Self.resources where Policy.allows(.authenticated, action, on: resource) {
            for bit in 0..<8 {
                var more = resource
                more.mode.insert(AccessMode(rawValue: 1 << bit))
                #expect(Policy.allows(.authenticated, action, on: more))
            }
        }
    }

    @Test("More trust never forbids anything", arguments: Action.allCases)
    func trust(action: Action) {
        for resource in Self.resources where Policy.allows(.anonymous, action, on: resource) {
            #expect(Policy.allows(.authenticated, action, on: resource))
            #expect(Policy.allows(.root, action, on: resource))
        }
    }

    @Test("A stranger to a topic reads and writes nothing in it, root neither", arguments: Resource.Kind.allCases)
    func outsider(kind: Resource.Kind) {
        let actions: [Action] = [
            .attach, .readHistory, .publish, .editMessage, .deleteForSelf, .deleteForAll, .sendReceipt, .sendTyping,
            .react, .reactAsReader, .seeMembers, .seeAccess, .invite, .setGiven, .evict, .grantOwnership, .updateTopic,
            .updateDefaults,
            .setTags, .setAuxiliary, .deleteTopic,
        ]
        for action in actions {
            for level in AuthLevel.allCases {
                #expect(!Policy.allows(level, action, on: Resource(kind, isAuthor: true)), "\(action)")
            }
        }
    }

    @Test("Nobody but the author edits, not even the owner or root")
    func authorship() {
        for kind in Resource.Kind.allCases {
            #expect(!Policy.allows(.root, .editMessage, on: Resource(kind, mode: .full)))
        }
        #expect(Policy.allows(.authenticated, .editMessage, on: Resource(.group, mode: .full, isAuthor: true)))
    }

    @Test(
        "Roles can do in a group what people expect of them",
        arguments: [
            (Role.owner, [.grantOwnership, .setTags, .deleteTopic, .evict, .deleteForAll, .invite, .publish], []),
            (.admin, [.evict, .setGiven, .updateTopic, .setAuxiliary], [.grantOwnership, .setTags, .deleteTopic]),
            (.moderator, [.deleteForAll, .publish, .invite], [.setGiven, .updateTopic]),
            (.member, [.publish, .react, .readHistory, .invite, .seeAccess], [.deleteForAll, .evict, .setAuxiliary]),
            (
                .restricted, [.readHistory, .attach, .sendReceipt],
                [.publish, .react, .sendTyping, .invite, .seeAccess]
            ),
            (.banned, [.leave], [.attach, .react, .readHistory, .publish, .seeMembers, .deleteForSelf]),
        ] as [(Role, [Action], [Action])])
    func roles(role: Role, can: [Action], cannot: [Action]) {
        let standing = Resource(.group, mode: role.given)
        #expect(can.filter { !Policy.allows(.authenticated, $0, on: standing) } == [])
        #expect(cannot.filter { Policy.allows(.authenticated, $0, on: standing) } == [])
    }
}
