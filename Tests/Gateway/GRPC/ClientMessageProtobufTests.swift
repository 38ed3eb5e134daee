import Contracts
import JSON
import Testing
import Wire

@testable import Gateway

/// Requests of gRPC clients mean what the same requests in JSON mean.
@Suite struct ClientMessageProtobufTests {
    private static let frames = [
        #"{"hi":{"id":"1","ver":"0.25","ua":"x/1","dev":"d","lang":"en","platf":"web","bkg":true}}"#,
        #"{"acc":{"id":"2","user":"newx","scheme":"basic","secret":"YTpi","login":true,"tags":["a","b"]}}"#,
        #"{"acc":{"id":"2","user":"usrx","status":"susp","authlevel":"root","tmpscheme":"code","tmpsecret":"YQ=="}}"#,
        #"{"acc":{"id":"3","user":"new","desc":{"defacs":{"auth":"JR","anon":"N"},"public":{"fn":"A"},"private":1}}}"#,
        #"{"login":{"id":"4","scheme":"token","secret":"YQ==","cred":[{"meth":"email","resp":"1","params":{"a":1}}]}}"#,
        #"{"sub":{"id":"5","topic":"new","set":{"sub":{"mode":"JRW"},"tags":["t"],"aux":{"pins":[1]}}}}"#,
        #"{"sub":{"id":"6","topic":"grpx","get":{"what":"desc data","data":{"since":1,"before":9,"limit":3}}}}"#,
        #"{"leave":{"id":"7","topic":"grpx","unsub":true}}"#,
        #"{"pub":{"id":"8","topic":"grpx","noecho":true,"head":{"mime":"x","n":1},"content":{"txt":"é"}}}"#,
        #"{"pub":{"id":"9","topic":"grpx","content":"x"},"extra":{"key":"k","attachments":["/f"],"obo":"usrx"}}"#,
        #"{"get":{"id":"10","topic":"me","what":"sub","sub":{"ims":"2026-01-01T00:00:00Z","user":"u","topic":"t"}}}"#,
        #"{"get":{"id":"11","topic":"grpx","what":"data del","data":{"ranges":[{"low":1,"hi":3},{"low":7}]},"del":{}}}"#,
        #"{"set":{"id":"12","topic":"grpx","sub":{"user":"usrx","mode":"JR"},"desc":{"trusted":{"v":true}}}}"#,
        #"{"set":{"id":"13","topic":"me","cred":{"meth":"tel","val":"+1"},"desc":{"private":"\u2421"}}}"#,
        #"{"del":{"id":"14","topic":"grpx","what":"msg","delseq":[{"low":2,"hi":5}],"hard":true}}"#,
        #"{"del":{"id":"15","topic":"me","what":"cred","cred":{"meth":"email","val":"a@b.c"}}}"#,
        #"{"del":{"id":"16","topic":"me","what":"user","user":"usrx"},"extra":{"authlevel":"auth"}}"#,
        #"{"note":{"topic":"grpx","what":"read","seq":3,"unread":2}}"#,
        #"{"note":{"topic":"usrx","what":"call","seq":3,"event":"ice-candidate","payload":{"c":1}}}"#,
    ]

    @Test("A request comes back from protobuf as it was in JSON", arguments: frames)
    func sameMeaning(frame: String) throws {
        let message = try ClientMessage(parsing: Array(frame.utf8))
        let written = Pbx.ClientMsg(message)
        let read = try ClientMessage(protobuf: written.encoded())
        #expect(Pbx.ClientMsg(read) == written)
        #expect(read.id == message.id)
        #expect(read.topic == message.topic)
        #expect(Self.dump(read) == Self.dump(message))
    }

    @Test("What asks for nothing, or is no message at all, is malformed")
    func nothing() {
        #expect(throws: MalformedMessage(.noRequest, id: nil, topic: nil)) { try ClientMessage(protobuf: []) }
        #expect(throws: MalformedMessage(.protobuf, id: nil, topic: nil)) { try ClientMessage(protobuf: [0x0a, 9]) }
    }

    @Test("A word that nobody knows makes a request malformed, under its number and topic")
    func unknownWords() {
        let refusal = MalformedMessage(.protobuf, id: "1", topic: "grpx")
        let deletion = Pbx.ClientDel(id: "1", topic: "grpx", what: Pbx.DeletedKind(rawValue: 9))
        #expect(throws: refusal) { try ClientMessage(Pbx.ClientMsg(content: .del(deletion))) }
        let get = Pbx.ClientGet(id: "1", topic: "grpx")
        let extra = Pbx.ClientExtra(authLevel: Pbx.AuthLevel(rawValue: 15))
        #expect(throws: refusal) { try ClientMessage(Pbx.ClientMsg(content: .get(get), extra: extra)) }
        let note = Pbx.ClientNote(topic: "grpx", what: Pbx.InfoNote(rawValue: 9))
        #expect(throws: MalformedMessage(.protobuf, id: nil, topic: "grpx")) {
            try ClientMessage(Pbx.ClientMsg(content: .note(note)))
        }
        let call = Pbx.ClientNote(topic: "grpx", what: .call, event: Pbx.CallEvent(rawValue: -1))
        #expect(throws: MalformedMessage.self) { try ClientMessage(Pbx.ClientMsg(content: .note(call))) }
    }

    @Test("Bytes that are to be JSON and are not make a request malformed", arguments: ["{", "{} {}", "\u{0}", "fn"])
    func noJSON(text: String) {
        let bytes = Array(text.utf8)
        let refusal = MalformedMessage(.protobuf, id: "1", topic: "grpx")
        let contents: [Pbx.ClientMsg.Content] = [
            .pub(Pbx.ClientPub(id: "1", topic: "grpx", content: bytes)),
            .pub(Pbx.ClientPub(id: "1", topic: "grpx", head: [Pbx.MapEntry("a", bytes)])),
            .set(Pbx.ClientSet(id: "1", topic: "grpx", query: Pbx.SetQuery(desc: Pbx.SetDesc(publicJSON: bytes)))),
            .set(Pbx.ClientSet(id: "1", topic: "grpx", query: Pbx.SetQuery(aux: [Pbx.MapEntry("a", bytes)]))),
        ]
        for content in contents {
            #expect(throws: refusal) { try ClientMessage(Pbx.ClientMsg(content: content)) }
        }
    }

    @Test("The last entry of a key in a map counts, and null says nothing")
    func maps() throws {
        let head = [Pbx.MapEntry("a", Array("1".utf8)), Pbx.MapEntry("b", []), Pbx.MapEntry("a", Array("2".utf8))]
        let pub = Pbx.ClientPub(topic: "grpx", head: head, content: Array("null".utf8))
        guard case .pub(let command) = try ClientMessage(Pbx.ClientMsg(content: .pub(pub))).request else {
            Issue.record("it is a publish")
            return
        }
        #expect(command.head?.bytes == Array(#"{"a":2,"b":null}"#.utf8))
        #expect(command.content.isNull)
    }

    private static func dump(_ message: ClientMessage) -> String {
        var text = ""
        Swift.dump(message, to: &text)
        return text
    }
}
