import JSON
import Testing

@testable import Gateway

@Suite struct ClientMessageTests {
    private func parse(_ text: String) throws -> ClientMessage { try ClientMessage(parsing: Array(text.utf8)) }
    private func json(_ text: String) throws -> RawJSON { try RawJSON(validating: text.utf8) }

    @Test("hi")
    func hello() throws {
        let message = try parse(
            #"{"hi":{"id":"1","ver":"0.25","ua":"x/1","dev":"d","lang":"fr","platf":"web","bkg":true}}"#)
        guard case .hi(let hello) = message.request else { throw Unexpected(message) }
        #expect(hello.id == "1")
        #expect(hello.version == "0.25")
        #expect(hello.userAgent == "x/1")
        #expect(hello.device == "d")
        #expect(hello.language == "fr")
        #expect(hello.platform == "web")
        #expect(hello.isBackground)
        #expect(message.id == "1")
        #expect(message.topic == nil)
    }

    @Test("acc")
    func account() throws {
        let message = try parse(
            #"""
            {"acc": {"id":"7","user": "new1", "tmpscheme":"code","tmpsecret":"MDAw","status":"ok","authlevel":"auth",
             "scheme": "basic", "secret": "YW5udXNlcjE6YW5ucGFzczE=", "login": true, "tags": ["Hiking"],
             "desc": {"public": {"fn": "Ann"}, "private": {"c": 1}, "trusted":null,"defacs":{"auth":"JRWP","anon":"N"}},
             "cred": [{"meth": "email", "val": "ann@example.com","resp":"123456","params":{"a":1}}]}}
            """#)
        guard case .acc(let account) = message.request else { throw Unexpected(message) }
        #expect(account.user == "new1")
        #expect(account.temporaryScheme == "code")
        #expect(account.temporarySecret?.bytes == Array("000".utf8))
        #expect(account.status == "ok")
        #expect(account.authLevel == "auth")
        #expect(account.scheme == "basic")
        #expect(account.secret?.bytes == Array("annuser1:annpass1".utf8))
        #expect(account.logsIn)
        #expect(account.tags == ["Hiking"])
        #expect(try account.description?.publicJSON == json(#"{"fn": "Ann"}"#))
        #expect(try account.description?.privateJSON == json(#"{"c": 1}"#))
        #expect(account.description?.trustedJSON == nil)
        #expect(account.description?.defaultAccess?.authenticated == "JRWP")
        #expect(account.description?.defaultAccess?.anonymous == "N")
        let credential = try #require(account.credentials.first)
        #expect(credential.method == "email")
        #expect(credential.value == "ann@example.com")
        #expect(credential.response == "123456")
        #expect(try credential.parameters == json(#"{"a":1}"#))
    }

    @Test(
        "set react",
        arguments: [
            (#"{"seq":3,"val":"👍"}"#, "👍"), (#"{"val":null,"seq":3}"#, ""), (#"{"seq":3}"#, ""),
            (#"{"seq":3,"val":"␡"}"#, ""),
        ])
    func reaction(written: String, value: String) throws {
        let message = try parse(#"{"set":{"id":"5","topic":"grpA","react":\#(written)}}"#)
        guard case .set(let command) = message.request else { throw Unexpected(message) }
        #expect(command.changes.reaction?.sequence == 3)
        #expect(command.changes.reaction?.value == value)
        #expect(!command.changes.isEmpty && !command.changes.isOwn)
    }

    @Test("get react")
    func reactions() throws {
        let message = try parse(
            #"{"get":{"id":"5","topic":"grpA","what":"react","react":{"since":2,"before":9,"limit":5}}}"#)
        guard case .get(let command) = message.request else { throw Unexpected(message) }
        #expect(command.query.what == ["react"])
        #expect(command.query.reactions?.since == 2)
        #expect(command.query.reactions?.before == 9)
        #expect(command.query.reactions?.limit == 5)
    }

    @Test("login")
    func login() throws {
        let message = try parse(
            #"{"login": {"id":"9","scheme":"token","secret":"KLXRU5agkXc=","cred":[{"meth":"email","resp":"000000"}]}}"#
        )
        guard case .login(let login) = message.request else { throw Unexpected(message) }
        #expect(login.scheme == "token")
        #expect(login.secret.bytes == [0x28, 0xB5, 0xD1, 0x53, 0x96, 0xA0, 0x91, 0x77])
        #expect(login.credentials.map(\.response) == ["000000"])
    }

    @Test("A secret never shows")
    func secrets() throws {
        let message = try parse(#"{"login":{"scheme":"basic","secret":"Ym9iOmh1bnRlcjI="}}"#)
        guard case .login(let login) = message.request else { throw Unexpected(message) }
        let secret = "bob:hunter2"
        #expect(login.secret.bytes == Array(secret.utf8))
        for text in ["\(login.secret)", String(reflecting: login.secret), "\(message)", String(reflecting: message)] {
            #expect(!text.contains("hunter2"))
            #expect(!text.contains("104, 117, 110"))
        }
    }

    @Test("sub")
    func subscribe() throws {
        let message = try parse(
            #"""
            {"sub": {"id":"4","topic": "newXyz", "set": {"desc": {"public": {"fn": "G1"}}, "sub":{"mode":"JRW"},
             "tags": ["gardening"],"cred":{"meth":"tel"},"aux":{"pins":[1]}},
             "get": {"what": "desc sub  data del","data":{"since":1,"before":3,"limit":10},
             "sub":{"user":"usrA","topic":"grpB","ims":"2026-11-20T23:00:50Z"},"desc":{"ims":"1970-01-01T00:00:00.001Z"},
             "del":{"ranges":[{"low":1},{"low":3,"hi":5}]}}}}
            """#)
        guard case .sub(let command) = message.request else { throw Unexpected(message) }
        #expect(command.topic == "newXyz")
        #expect(try command.set?.description?.publicJSON == json(#"{"fn": "G1"}"#))
        #expect(command.set?.access?.mode == "JRW")
        #expect(command.set?.access?.user == nil)
        #expect(command.set?.tags == ["gardening"])
        #expect(command.set?.credential?.method == "tel")
        #expect(try command.set?.auxiliary == json(#"{"pins":[1]}"#))
        let query = try #require(command.get)
        #expect(query.what == ["desc", "sub", "data", "del"])
        #expect(query.data?.since == 1)
        #expect(query.data?.before == 3)
        #expect(query.data?.limit == 10)
        #expect(query.subscriptions?.user == "usrA")
        #expect(query.subscriptions?.topic == "grpB")
        #expect(query.subscriptions?.modifiedSince == 1_795_215_650_000)
        #expect(query.description?.modifiedSince == 1)
        #expect(query.deletions?.ranges == [SequenceRangePart(low: 1), SequenceRangePart(low: 3, high: 5)])
        #expect(message.id == "4")
        #expect(message.topic == "newXyz")
    }

    @Test("leave")
    func leave() throws {
        let message = try parse(#"{"leave":{"id":"6","topic":"me","unsub":true}}"#)
        guard case .leave(let command) = message.request else { throw Unexpected(message) }
        #expect(command.topic == "me")
        #expect(command.unsubscribes)
    }

    @Test("pub keeps head and content as they came")
    func publish() throws {
        let message = try parse(
            #"""
            {"pub":{"id":"6","topic":"grpA","content": {"txt": "bold", "fmt": [{"len": 4, "tp": "ST"}]},
            "head":{"mime": "text/x-drafty", "reply": "1"},"noecho":true},
            "extra":{"attachments":["/v0/file/s/a.jpg"],"obo":"usrB","authlevel":"auth","key":"k-1"}}
            """#)
        guard case .pub(let command) = message.request else { throw Unexpected(message) }
        #expect(command.topic == "grpA")
        #expect(command.noEcho)
        #expect(command.content.bytes == Array(#"{"txt": "bold", "fmt": [{"len": 4, "tp": "ST"}]}"#.utf8))
        #expect(command.head?.bytes == Array(#"{"mime": "text/x-drafty", "reply": "1"}"#.utf8))
        #expect(message.extra.attachments == ["/v0/file/s/a.jpg"])
        #expect(message.extra.onBehalfOf == "usrB")
        #expect(message.extra.authLevel == "auth")
        #expect(message.extra.key == "k-1")
    }

    @Test("get")
    func get() throws {
        let message = try parse(#"{"get":{"id":"9","topic":"grpA","what":"data tags","data":{"limit":1e1}}}"#)
        guard case .get(let command) = message.request else { throw Unexpected(message) }
        #expect(command.topic == "grpA")
        #expect(command.query.what == ["data", "tags"])
        #expect(command.query.data?.limit == 10)
    }

    @Test("set")
    func set() throws {
        let message = try parse(
            #"{"set":{"id":"9","topic":"grpA","sub":{"user":"usrB","mode":"N"},"desc":{"private":{"c":"\u2421","d":2}}}}"#
        )
        guard case .set(let command) = message.request else { throw Unexpected(message) }
        #expect(command.changes.access?.user == "usrB")
        #expect(command.changes.access?.mode == "N")
        #expect(command.changes.description?.privateJSON?.bytes == Array(#"{"c":"\u2421","d":2}"#.utf8))
        #expect(command.changes.tags == nil)
    }

    @Test("del")
    func delete() throws {
        let message = try parse(
            #"{"del":{"id":"9","topic":"grpA","delseq":[{"low":1,"hi":2},{"low":3}],"hard":true,"user":"usrB"}}"#)
        guard case .del(let command) = message.request else { throw Unexpected(message) }
        #expect(command.what == "msg")
        #expect(command.ranges == [SequenceRangePart(low: 1, high: 2), SequenceRangePart(low: 3)])
        #expect(command.isHard)
        #expect(command.user == "usrB")
        guard case .del(let other) = try parse(#"{"del":{"what":"cred","cred":{"meth":"tel","val":"+1"}}}"#).request
        else { throw Unexpected(message) }
        #expect(other.what == "cred")
        #expect(other.credential?.value == "+1")
    }

    @Test("note")
    func note() throws {
        let message = try parse(
            #"{"note":{"topic":"usrA","what":"call","event":"offer","seq":2,"unread":3,"payload":{"sdp":"v=0"}}}"#)
        guard case .note(let command) = message.request else { throw Unexpected(message) }
        #expect(command.what == "call")
        #expect(command.event == "offer")
        #expect(command.sequence == 2)
        #expect(command.unread == 3)
        #expect(try command.payload == json(#"{"sdp":"v=0"}"#))
        #expect(message.id == nil)
    }

    @Test("Unknown keys are passed over, and null is the same as nothing")
    func tolerance() throws {
        let message = try parse(
            #"{"new":[{}],"hi":null,"extra":null,"pub":{"id":null,"topic":null,"x":{"y":[1]},"head":null},"z":1}"#)
        guard case .pub(let command) = message.request else { throw Unexpected(message) }
        #expect(command.id == nil)
        #expect(command.topic == "")
        #expect(command.head == nil)
        #expect(command.content.isNull)
        guard
            case .set(let set) = try parse(#"{"set":{"desc":null,"sub":null,"tags":null,"cred":null,"aux":null}}"#)
                .request
        else { throw Unexpected(message) }
        #expect(set.changes.description == nil)
        #expect(set.changes.tags == nil)
    }
}

/// A message of another kind than the test is about.
struct Unexpected: Error {
    let message: ClientMessage

    init(_ message: ClientMessage) {
        self.message = message
    }
}
