import Chat
import TestKit
import Testing

@Suite struct TopicIDTests {
    private static let low = UserID(rawValue: 1)
    private static let high = UserID(rawValue: 0x0807_0605_0403_0201)

    private func users() throws -> (low: UserID, high: UserID) {
        (try #require(Self.low), try #require(Self.high))
    }

    @Test("A private chat has one name, whoever asks, with the lower user first")
    func p2p() throws {
        let (low, high) = try users()
        let topic = try #require(TopicID.p2p(of: low, and: high))
        #expect(TopicID.p2p(of: high, and: low) == topic)
        #expect(topic.description == "p2pAQAAAAAAAAABAgMEBQYHCA")
        #expect(TopicID("p2pAQAAAAAAAAABAgMEBQYHCA") == topic)
        #expect(topic.isP2P)
    }

    @Test("Nobody chats privately with oneself")
    func oneself() throws {
        let (low, _) = try users()
        #expect(TopicID.p2p(of: low, and: low) == nil)
    }

    @Test("Groups, notes and the reports are written and read")
    func others() throws {
        let (low, _) = try users()
        let topics: [(TopicID, String)] = [
            (.group(1), "grpAQAAAAAAAAA"), (.group(0), "grpAAAAAAAAAAA"), (.group(.max), "grp__________8"),
            (.notes(low), "slfAQAAAAAAAAA"), (.system, "sys"),
        ]
        for (topic, text) in topics {
            #expect(topic.description == text)
            #expect(TopicID(text) == topic)
            #expect(!topic.isP2P)
        }
    }

    @Test("Whatever is written is read back")
    func roundTrip() {
        var generator = SplitMix64(2)
        for _ in 0..<5000 {
            let (one, other) = (UserID.random(using: &generator), UserID.random(using: &generator))
            let topics = [.group(generator.next()), .notes(one), TopicID.p2p(of: one, and: other)].compactMap(\.self)
            #expect(topics.map { TopicID($0.description) } == topics)
        }
    }

    @Test(
        "What is no canonical name is not read",
        arguments: [
            "", "sy", "syss", "SYS", "me", "fnd", "slf", "grp", "grpAQAAAAAAAA", "grpAQAAAAAAAAAA", "grpAQAAAAAAAAB",
            "grpAQAAAAAAAA=", "chnAQAAAAAAAAA", "usrAQAAAAAAAAA", "newAQAAAAAAAAA", "slfAAAAAAAAAAA",
            // The higher user first; the same twice; nobody in it.
            "p2pAQIDBAUGBwgBAAAAAAAAAA", "p2pAQAAAAAAAAABAAAAAAAAAA", "p2pAAAAAAAAAAABAgMEBQYHCA",
            "p2pAQAAAAAAAAABAgMEBQYHCB", "p2pAQAAAAAAAAABAgMEBQYHC", "p2pAQAAAAAAAAABAgMEBQYHCAA",
        ])
    func refused(text: String) {
        #expect(TopicID(text) == nil)
    }

    @Test("Only who is in a private chat has a peer there")
    func peer() throws {
        let (low, high) = try users()
        let stranger = try #require(UserID(rawValue: 7))
        let topic = try #require(TopicID.p2p(of: low, and: high))
        #expect(topic.peer(of: low) == high)
        #expect(topic.peer(of: high) == low)
        #expect(topic.peer(of: stranger) == nil)
        #expect(TopicID.group(1).peer(of: low) == nil)
    }
}
