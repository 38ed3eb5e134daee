import Chat
import JSON
import Testing

@testable import Gateway

/// `meta`, compared with frames that clients are known to understand.
@Suite struct MetaMessageTests {
    private func text(_ message: MetaMessage) -> String { String(decoding: message.encoded(), as: UTF8.self) }
    private func time(_ text: String) throws -> Int64 { try #require(Timestamp.parse("2026-11-20T\(text)Z")) }
    private func access(_ want: String, _ given: String) throws -> Access {
        Access(want: try #require(AccessMode(want)), given: try #require(AccessMode(given)))
    }

    @Test("The description of a new group")
    func newGroup() throws {
        var description = TopicDescription()
        description.createdAt = try time("23:03:07.269")
        description.updatedAt = try time("23:03:07.269")
        description.touchedAt = try time("23:03:07.269")
        description.isOnline = true
        description.defaultAccess = DefaultAccess(authenticated: AccessMode.Default.group, anonymous: .none)
        description.access = try access("JRWPASDO", "JRWPASDO")
        description.subscriberCount = 2
        description.publicJSON = Array(#"{"fn":"G1"}"#.utf8)
        description.privateJSON = Array(#"{"comment":"mine"}"#.utf8)
        let message = MetaMessage(
            id: "4", topic: "grp6nLmzQG8w5U", at: try time("23:03:07.272"), description: description)
        #expect(
            text(message)
                == #"{"meta":{"id":"4","topic":"grp6nLmzQG8w5U","ts":"2026-11-20T23:03:07.272Z","desc":{"#
                + #""created":"2026-11-20T23:03:07.269Z","updated":"2026-11-20T23:03:07.269Z","#
                + #""touched":"2026-11-20T23:03:07.269Z","online":true,"defacs":{"auth":"JRWPS","anon":"N"},"#
                + #""acs":{"want":"JRWPASDO","given":"JRWPASDO","mode":"JRWPASDO"},"subcnt":2,"public":{"fn":"G1"},"#
                + #""private":{"comment":"mine"}}}}"#)
    }

    @Test("The description of a group with a past")
    func oldGroup() throws {
        var description = TopicDescription()
        description.createdAt = try time("23:03:07.269")
        description.updatedAt = try time("23:03:23.475")
        description.touchedAt = try time("23:03:13.062")
        description.isOnline = true
        description.isChannel = true
        description.access = try access("JRWPS", "JRWPS")
        description.sequence = 3
        description.read = 2
        description.received = 2
        description.clear = 3
        description.subscriberCount = 3
        description.publicJSON = Array(#"{"fn":"G1b"}"#.utf8)
        let message = MetaMessage(
            id: "16", topic: "grp6nLmzQG8w5U", at: try time("23:03:28.213"), description: description)
        #expect(
            text(message)
                == #"{"meta":{"id":"16","topic":"grp6nLmzQG8w5U","ts":"2026-11-20T23:03:28.213Z","desc":{"#
                + #""created":"2026-11-20T23:03:07.269Z","updated":"2026-11-20T23:03:23.475Z","#
                + #""touched":"2026-11-20T23:03:13.062Z","online":true,"chan":true,"#
                + #""acs":{"want":"JRWPS","given":"JRWPS","mode":"JRWPS"},"seq":3,"read":2,"recv":2,"clear":3,"#
                + #""subcnt":3,"public":{"fn":"G1b"}}}}"#)
    }

    @Test("The description of somebody else, as root sees it")
    func stranger() throws {
        var description = TopicDescription()
        description.createdAt = 0
        description.updatedAt = 0
        description.state = "ok"
        description.strangerMode = AccessMode("JRWPAS")
        description.publicJSON = Array(#"{"fn":"Dave"}"#.utf8)
        #expect(
            text(MetaMessage(id: "5", topic: "usrTUqHP-kzG4c", at: 0, description: description))
                == #"{"meta":{"id":"5","topic":"usrTUqHP-kzG4c","ts":"1970-01-01T00:00:00Z","desc":{"#
                + #""created":"1970-01-01T00:00:00Z","updated":"1970-01-01T00:00:00Z","state":"ok","#
                + #""acs":{"mode":"JRWPAS"},"public":{"fn":"Dave"}}}}"#)
    }

    @Test("A description as a value, in the answer to a new account")
    func value() throws {
        var description = TopicDescription()
        description.createdAt = try time("23:17:03.959")
        description.updatedAt = try time("23:17:03.959")
        description.defaultAccess = DefaultAccess(
            authenticated: try #require(AccessMode("JRWPASD")), anonymous: .none)
        description.publicJSON = Array(#"{"fn":"Guest"}"#.utf8)
        #expect(
            String(decoding: description.json.bytes, as: UTF8.self)
                == #"{"created":"2026-11-20T23:17:03.959Z","updated":"2026-11-20T23:17:03.959Z","#
                + #""defacs":{"auth":"JRWPASD","anon":"N"},"public":{"fn":"Guest"}}"#)
    }

    @Test("Members of a topic, some of whose access the viewer may not see")
    func members() throws {
        var carol = SubscriptionRow()
        carol.updatedAt = try time("23:03:09.592")
        carol.access = try access("JRW", "JRW")
        carol.publicJSON = Array(#"{"fn":"Carol Xmas"}"#.utf8)
        carol.user = UserID("usrFcgjmvd1M00")
        var bob = SubscriptionRow()
        bob.updatedAt = try time("23:03:08.433")
        bob.isOnline = true
        bob.read = 2
        bob.received = 2
        bob.publicJSON = Array(#"{"fn":"Bob Smith"}"#.utf8)
        bob.trustedJSON = Array(#"{"verified":true}"#.utf8)
        bob.user = UserID("usrkppRv4eamyo")
        #expect(
            text(
                MetaMessage(
                    id: "8", topic: "grp6nLmzQG8w5U", at: try time("23:03:20.351"), subscriptions: [carol, bob]))
                == #"{"meta":{"id":"8","topic":"grp6nLmzQG8w5U","ts":"2026-11-20T23:03:20.351Z","sub":["#
                + #"{"updated":"2026-11-20T23:03:09.592Z","acs":{"want":"JRW","given":"JRW","mode":"JRW"},"#
                + #""public":{"fn":"Carol Xmas"},"user":"usrFcgjmvd1M00"},"#
                + #"{"updated":"2026-11-20T23:03:08.433Z","online":true,"acs":{},"read":2,"recv":2,"#
                + #""public":{"fn":"Bob Smith"},"trusted":{"verified":true},"user":"usrkppRv4eamyo"}]}}"#)
    }

    @Test("A user's topics")
    func topics() throws {
        var channel = SubscriptionRow()
        channel.updatedAt = try time("23:04:48.001")
        channel.access = try access("JRP", "JRP")
        channel.read = 1
        channel.publicJSON = Array(#"{"fn":"News"}"#.utf8)
        channel.topic = "chnlNMnG8KMZVI"
        channel.touchedAt = try time("23:04:47.091")
        channel.sequence = 1
        channel.subscriberCount = 1
        var gone = SubscriptionRow()
        gone.deletedAt = try time("23:02:06.978")
        gone.topic = "slf"
        var found = SubscriptionRow()
        found.strangerMode = AccessMode("JRWPAS")
        found.privateJSON = Array(#"["basic:bob"]"#.utf8)
        found.topic = "usrkppRv4eamyo"
        found.clear = 2
        found.seen = LastSeen(at: 0, userAgent: "probe/1.0")
        #expect(
            text(MetaMessage(id: "26", topic: "me", at: 0, subscriptions: [channel, gone, found]))
                == #"{"meta":{"id":"26","topic":"me","ts":"1970-01-01T00:00:00Z","sub":["#
                + #"{"updated":"2026-11-20T23:04:48.001Z","acs":{"want":"JRP","given":"JRP","mode":"JRP"},"read":1,"#
                + #""public":{"fn":"News"},"topic":"chnlNMnG8KMZVI","touched":"2026-11-20T23:04:47.091Z","seq":1,"#
                + #""subcnt":1},{"deleted":"2026-11-20T23:02:06.978Z","acs":{},"topic":"slf"},"#
                + #"{"acs":{"mode":"JRWPAS"},"private":["basic:bob"],"topic":"usrkppRv4eamyo","clear":2,"#
                + #""seen":{"when":"1970-01-01T00:00:00Z","ua":"probe/1.0"}}]}}"#)
    }

    @Test("Deletions, tags, credentials and auxiliary data")
    func others() throws {
        let head = #"{"meta":{"id":"13","topic":"me","ts":"1970-01-01T00:00:00Z","#
        let deletions = DeletionLog(
            clear: 3, ranges: [SequenceRangePart(low: 1), SequenceRangePart(low: 3, high: 5)])
        #expect(
            text(MetaMessage(id: "13", topic: "me", at: 0, deletions: deletions))
                == head + #""del":{"clear":3,"delseq":[{"low":1},{"low":3,"hi":5}]}}}"#)
        #expect(
            text(MetaMessage(id: "13", topic: "me", at: 0, tags: ["hiking", "basic:annuser1"]))
                == head + #""tags":["hiking","basic:annuser1"]}}"#)
        let credentials = [
            CredentialRow(method: "email", value: "ann@example.com", isDone: true),
            CredentialRow(method: "tel", value: "+17025551234", isDone: false),
        ]
        #expect(
            text(MetaMessage(id: "13", topic: "me", at: 0, credentials: credentials))
                == head + #""cred":[{"meth":"email","val":"ann@example.com","done":true},"#
                + #"{"meth":"tel","val":"+17025551234"}]}}"#)
        let pins = RawJSON.object(["pins": .array([.int(1), .int(2)])])
        #expect(
            text(MetaMessage(id: "13", topic: "me", at: 0, auxiliary: pins)) == head + #""aux":{"pins":[1,2]}}}"#)
    }
}
