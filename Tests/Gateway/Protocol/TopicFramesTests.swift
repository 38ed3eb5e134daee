import Chat
import JSON
import Testing

@testable import Gateway

/// `data`, `pres` and `info`, compared with frames that clients are known to understand.
@Suite struct TopicFramesTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("data")
    func data() throws {
        let message = DataMessage(
            topic: "grp6nLmzQG8w5U", from: UserID("usrkppRv4eamyo"), at: 1_795_215_790_748, sequence: 1,
            head: Array(#"{"x-foo":1}"#.utf8), content: Array(#""hello group""#.utf8))
        #expect(
            text(message.encoded())
                == #"{"data":{"topic":"grp6nLmzQG8w5U","from":"usrkppRv4eamyo","ts":"2026-11-20T23:03:10.748Z","seq":1,"#
                + #""head":{"x-foo":1},"content":"hello group"}}"#)
    }

    @Test("One prepared message serves every view of it")
    func prepared() {
        let prepared = PreparedData(
            at: 1_795_215_887_091, sequence: 1, head: [], content: Array(#""news 1""#.utf8))
        #expect(
            text(prepared.encoded(topic: "grplNMnG8KMZVI", from: UserID("usrrOHRqQVPpN8")))
                == #"{"data":{"topic":"grplNMnG8KMZVI","from":"usrrOHRqQVPpN8","ts":"2026-11-20T23:04:47.091Z","seq":1,"#
                + #""content":"news 1"}}"#)
        #expect(
            text(prepared.encoded(topic: "chnlNMnG8KMZVI", from: nil))
                == #"{"data":{"topic":"chnlNMnG8KMZVI","ts":"2026-11-20T23:04:47.091Z","seq":1,"content":"news 1"}}"#)
    }

    @Test("Content goes out as it came in")
    func opaque() {
        let content = #"{ "txt" : "\u0041\/", "n":1.0 }"#
        let message = DataMessage(topic: "slf", at: 0, sequence: 7, content: Array(content.utf8))
        #expect(
            text(message.encoded())
                == #"{"data":{"topic":"slf","ts":"1970-01-01T00:00:00Z","seq":7,"content":"# + content + "}}")
    }

    private static let presences: [(PresenceMessage, String)] = [
        (
            PresenceMessage(topic: "me", source: "usrkppRv4eamyo", what: "on", userAgent: "probe/1.0 (bob)"),
            #"{"pres":{"topic":"me","src":"usrkppRv4eamyo","what":"on","ua":"probe/1.0 (bob)"}}"#
        ),
        (
            PresenceMessage(
                topic: "me", source: "grp6nLmzQG8w5U", what: "acs", target: "usrkppRv4eamyo", actor: "usrkppRv4eamyo",
                access: .init(want: "JRWPS", given: "JRWPS")),
            #"{"pres":{"topic":"me","src":"grp6nLmzQG8w5U","what":"acs","tgt":"usrkppRv4eamyo","act":"usrkppRv4eamyo","#
                + #""dacs":{"want":"JRWPS","given":"JRWPS"}}}"#
        ),
        (
            PresenceMessage(
                topic: "me", source: "grp6nLmzQG8w5U", what: "msg", sequence: 1, actor: "usrkppRv4eamyo"),
            #"{"pres":{"topic":"me","src":"grp6nLmzQG8w5U","what":"msg","seq":1,"act":"usrkppRv4eamyo"}}"#
        ),
        (
            PresenceMessage(
                topic: "grp6nLmzQG8w5U", source: "usrrOHRqQVPpN8", what: "del", clear: 3,
                deleted: [SequenceRangePart(low: 1), SequenceRangePart(low: 3)]),
            #"{"pres":{"topic":"grp6nLmzQG8w5U","src":"usrrOHRqQVPpN8","what":"del","clear":3,"#
                + #""delseq":[{"low":1},{"low":3}]}}"#
        ),
        (
            PresenceMessage(topic: "grp6nLmzQG8w5U", what: "aux"),
            #"{"pres":{"topic":"grp6nLmzQG8w5U","what":"aux"}}"#
        ),
        (
            PresenceMessage(topic: "grp6nLmzQG8w5U", what: "acs", access: .init(want: nil, given: "-JRWPS")),
            #"{"pres":{"topic":"grp6nLmzQG8w5U","what":"acs","dacs":{"given":"-JRWPS"}}}"#
        ),
    ]

    @Test("pres", arguments: presences)
    func presence(message: PresenceMessage, expected: String) {
        #expect(text(message.encoded()) == expected)
    }

    private static let notes: [(InfoMessage, String)] = [
        (
            InfoMessage(topic: "grp6nLmzQG8w5U", from: "usrkppRv4eamyo", what: "kp"),
            #"{"info":{"topic":"grp6nLmzQG8w5U","from":"usrkppRv4eamyo","what":"kp"}}"#
        ),
        (
            InfoMessage(topic: "me", source: "usrFcgjmvd1M00", from: "usrTUqHP-kzG4c", what: "recv", sequence: 1),
            #"{"info":{"topic":"me","src":"usrFcgjmvd1M00","from":"usrTUqHP-kzG4c","what":"recv","seq":1}}"#
        ),
        (
            InfoMessage(
                topic: "usrFcgjmvd1M00", from: "usrFcgjmvd1M00", what: "call", sequence: 2, event: "offer",
                payload: .object(["sdp": .string("v=0")])),
            #"{"info":{"topic":"usrFcgjmvd1M00","from":"usrFcgjmvd1M00","what":"call","seq":2,"event":"offer","#
                + #""payload":{"sdp":"v=0"}}}"#
        ),
        (
            InfoMessage(topic: "usrFcgjmvd1M00", what: "call", sequence: 2, event: "hang-up"),
            #"{"info":{"topic":"usrFcgjmvd1M00","what":"call","seq":2,"event":"hang-up"}}"#
        ),
    ]

    @Test("info", arguments: notes)
    func info(message: InfoMessage, expected: String) {
        #expect(text(message.encoded()) == expected)
    }
}
