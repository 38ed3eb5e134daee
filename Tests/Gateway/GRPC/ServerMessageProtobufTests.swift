import Chat
import Contracts
import JSON
import Testing
import Wire

@testable import Gateway

/// What gRPC clients are sent says what JSON clients are sent, as far as protobuf has words for it.
@Suite struct ServerMessageProtobufTests {
    private static let user = UserID(rawValue: 0x1234) ?? .random()

    private static let messages: [ServerMessage] = [
        .control(
            ControlMessage(
                .ok, id: "1", topic: "grpx",
                parameters: [ControlParameter("a", .int(1)), ControlParameter("b", .object(["c": .string("d")]))], at: 7
            )),
        .data(
            DataMessage(
                topic: "grpx", from: user, at: 1_700_000_000_000, sequence: 3, head: Array(#"{"mime":"x"}"#.utf8),
                content: Array(#""hello""#.utf8))),
        .data(DataMessage(topic: "chnx", from: nil, at: 5, sequence: 4)),
        .presence(
            PresenceMessage(
                topic: "me", source: "grpx", what: "acs", target: "usr1", actor: "usr2",
                access: .init(want: "+W", given: nil))),
        .presence(
            PresenceMessage(topic: "grpx", what: "del", clear: 2, deleted: [SequenceRangePart(low: 1, high: 3)])),
        .presence(PresenceMessage(topic: "grpx", what: "aux")),
        .info(InfoMessage(topic: "me", source: "grpx", from: "usr1", what: "read", sequence: 4)),
        .meta(
            MetaMessage(
                id: "1", topic: "me", at: 7,
                description: TopicDescription(
                    createdAt: 1, updatedAt: 2, touchedAt: 3, isOnline: true, isChannel: true,
                    seen: LastSeen(at: 4, userAgent: "x"),
                    defaultAccess: DefaultAccess(authenticated: AccessMode.Default.group, anonymous: .none),
                    access: Access(both: AccessMode.Default.group), sequence: 9, read: 8, received: 9, clear: 1,
                    publicJSON: Array(#"{"fn":"A"}"#.utf8), privateJSON: Array("1".utf8)))),
        .meta(
            MetaMessage(
                topic: "me", at: 7,
                subscriptions: [
                    SubscriptionRow(
                        updatedAt: 5, access: Access(both: AccessMode.Default.group), user: user, sequence: 3)
                ])),
        .meta(MetaMessage(topic: "me", at: 7, tags: ["a", "b"])),
        .meta(MetaMessage(topic: "me", at: 7, credentials: [CredentialRow(method: "m", value: "v", isDone: true)])),
        .meta(
            MetaMessage(topic: "grpx", at: 7, deletions: DeletionLog(clear: 1, ranges: [SequenceRangePart(low: 1)]))),
        .meta(MetaMessage(topic: "grpx", at: 7, auxiliary: .object(["pins": .array([.int(1)])]))),
    ]

    @Test("A message comes back from protobuf as it is in JSON", arguments: messages)
    func sameMeaning(message: ServerMessage) throws {
        let written = try #require(Pbx.ServerMsg(message))
        let read = try ServerMessage(Pbx.ServerMsg(decoding: written.encoded()), at: 7)
        #expect(String(decoding: read.encoded(), as: UTF8.self) == String(decoding: message.encoded(), as: UTF8.self))
    }

    @Test("What protobuf has no word for is not sent", arguments: ["kpa", "kpv", "data"])
    func unspeakable(what: String) {
        #expect(Pbx.ServerMsg(.info(InfoMessage(topic: "grpx", from: "usr1", what: what))) == nil)
        #expect(Pbx.ServerMsg(.presence(PresenceMessage(topic: "grpx", what: what))) == nil)
    }

    @Test("A message is encoded once for all gRPC clients who see it alike")
    func encodedOnce() throws {
        let message = try #require(OutboundMessage(.numbered(1, bytes: 1000), origin: nil))
        let (alice, bob) = (UserID.random(), UserID.random())
        let storage = { (bytes: [UInt8]) in bytes.withUnsafeBufferPointer { $0.baseAddress } }
        #expect(
            storage(message.protobuf(for: alice, asReader: false))
                == storage(message.protobuf(for: bob, asReader: false)))
        let reader = message.protobuf(for: bob, asReader: true)
        #expect(storage(reader) == storage(message.protobuf(for: alice, asReader: true)))
        let data = try #require(try Pbx.ServerMsg(decoding: reader).data)
        #expect(data.fromUserID.isEmpty)
        #expect(data.topic.hasPrefix("chn"))
    }
}
