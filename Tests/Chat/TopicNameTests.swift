import Chat
import Testing

@Suite struct TopicNameTests {
    private func user(_ number: UInt64) throws -> UserID {
        try #require(UserID(rawValue: number))
    }

    @Test("Names of the client protocol are read and written back")
    func text() throws {
        let names: [(String, TopicName)] = [
            ("me", .me), ("fnd", .find), ("slf", .notes), ("sys", .system), ("usrAQAAAAAAAAA", .user(try user(1))),
            ("grpAgAAAAAAAAA", .group(2)), ("chnAgAAAAAAAAA", .channel(2)),
            ("newXyz", .new(placeholder: "newXyz", isChannel: false)),
            ("new", .new(placeholder: "new", isChannel: false)),
            ("nchA", .new(placeholder: "nchA", isChannel: true)),
        ]
        for (text, name) in names {
            #expect(TopicName(text) == name)
            #expect(name.description == text)
        }
    }

    @Test(
        "What no topic is called is not read",
        arguments: [
            "", "m", "ME", "me ", "find", "usr", "usrAAAAAAAAAAA", "grp", "grpAQAAAAAAAAB", "chn", "chnAQAAAAAAAA=",
            "p2pAQAAAAAAAAABAgMEBQYHCA", "slfAQAAAAAAAAA", "xyzAQAAAAAAAAA",
        ])
    func refused(text: String) {
        #expect(TopicName(text) == nil)
    }

    @Test("A name stands for a topic that depends on who says it")
    func topic() throws {
        let (alice, bob) = (try user(1), try user(2))
        #expect(TopicName.user(bob).topic(for: alice) == TopicID.p2p(of: alice, and: bob))
        #expect(TopicName.user(alice).topic(for: alice) == nil)
        #expect(TopicName.notes.topic(for: alice) == .notes(alice))
        #expect(TopicName.notes.topic(for: bob) == .notes(bob))
        #expect(TopicName.group(5).topic(for: alice) == .group(5))
        #expect(TopicName.channel(5).topic(for: alice) == .group(5))
        #expect(TopicName.system.topic(for: alice) == .system)
        for name in [TopicName.me, .find, .new(placeholder: "new", isChannel: false)] {
            #expect(name.topic(for: alice) == nil)
        }
    }

    @Test("Everybody has an own name for a topic, and it leads back to it")
    func name() throws {
        let (alice, bob) = (try user(1), try user(2))
        let chat = try #require(TopicID.p2p(of: alice, and: bob))
        #expect(chat.name(for: alice) == .user(bob))
        #expect(chat.name(for: bob) == .user(alice))
        #expect(TopicID.group(5).name(for: alice) == .group(5))
        #expect(TopicID.group(5).name(for: alice, asReader: true) == .channel(5))
        #expect(TopicID.notes(alice).name(for: alice) == .notes)
        #expect(TopicID.system.name(for: alice) == .system)
        for topic in [chat, .group(5), .notes(alice), .system] {
            #expect(topic.name(for: alice).topic(for: alice) == topic)
        }
    }
}
