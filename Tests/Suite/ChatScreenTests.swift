import JSON
import ParleyClient
import Testing

@testable import Suite

/// What is shown of what happens.
@Suite struct ChatScreenTests {
    private static let alice = "usrAliceAliceA"
    private static let bob = "usrBobBobBobBo"
    private static let tea = "grpTeaTeaTeaTe"
    /// A Saturday at noon.
    private static let noon: Int64 = 1_795_262_400_000

    private static func event(_ text: String) throws -> ServerEvent {
        try #require(ServerEvent(text: Array(text.utf8)))
    }

    private static func message(_ sequence: Int, _ text: String, from sender: String = bob, head: String = "{}") throws
        -> String
    {
        let content = String(decoding: RawJSON.string(text).bytes, as: UTF8.self)
        let origin = #""topic":"\#(tea)","from":"\#(sender)","seq":\#(sequence),"ts":"\#(Timestamp.text(noon))""#
        return #"{"data":{\#(origin),"head":\#(head),"content":\#(content)}}"#
    }

    /// Alice's screen, with the tea group open, where messages 1 and 2 are hers.
    private static func screen() throws -> ChatScreen {
        var screen = ChatScreen(user: alice, clock: ChatClock(now: { noon }, offset: { _ in 3_600_000 }))
        screen.directory.learn(Conversation(topic: tea, name: "Tea"))
        screen.directory.learn(Conversation(topic: bob, name: "Bob Smith"))
        let rows = try RawJSON(
            validating: #"[{"user":"\#(alice)"},{"user":"\#(bob)","public":{"fn":"Bob Smith"}}]"#.utf8)
        let members = (rows.array ?? []).compactMap(TopicSubscription.init)
        screen.open = OpenConversation(topic: tea, user: alice, members: members)
        _ = screen.opened([])
        _ = screen.sent("one", in: tea, sequence: 1)
        _ = screen.sent("two", in: tea, sequence: 2)
        return screen
    }

    private static func texts(_ outcome: ChatScreen.Outcome) -> [String] {
        outcome.lines.map(\.text)
    }

    @Test("A message is shown once, with its number, time and author, and is told to be read")
    func message() throws {
        var screen = try Self.screen()
        let event = try Self.event(Self.message(3, "Milk first?"))
        let outcome = screen.take(event)
        #expect(Self.texts(outcome) == ["#3 13:00 Bob Smith: Milk first?"])
        #expect(outcome.effects == [.received(topic: Self.tea, sequence: 3), .read(topic: Self.tea, sequence: 3)])
        #expect(screen.take(event) == ChatScreen.Outcome())
    }

    @Test("What arrives while a conversation is being opened is shown after what was there before, and once")
    func opening() throws {
        var screen = try Self.screen()
        screen.open = OpenConversation(topic: Self.tea, user: Self.alice, members: [])
        var messages: [TopicMessage] = []
        for (number, text) in [(3, "old"), (4, "new"), (5, "newer")] {
            let event = try Self.event(Self.message(number, text))
            guard case .data(let body) = event else { continue }
            messages.append(try #require(TopicMessage(body)))
            if number > 3 { #expect(screen.take(event) == ChatScreen.Outcome()) }
        }
        let shown = Self.texts(screen.opened(Array(messages.prefix(2))))
        #expect(shown.dropFirst().map { $0.suffix(5) } == [": old", ": new", "newer"])
    }

    @Test("What the user says is shown when it is sent, and not again when it comes back")
    func own() throws {
        var screen = try Self.screen()
        let shown = screen.sent("three\nlines", in: Self.tea, sequence: 3).map(\.text)
        #expect(shown == ["#3 13:00 you: three", "    lines ✓"])
        #expect(screen.take(try Self.event(Self.message(3, "three\nlines", from: Self.alice))).lines == [])
    }

    @Test("Nothing that a terminal obeys is shown, be it in a text or in a name")
    func safety() throws {
        var screen = try Self.screen()
        screen.directory.learn(person: "usrEveEveEveEv", name: "Eve\u{1B}]0;x\u{07}")
        let outcome = screen.take(try Self.event(Self.message(3, "a\u{1B}[2Jb\u{9B}c\u{202E}", from: "usrEveEveEveEv")))
        let isSafe = Self.texts(outcome).joined().unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control && !scalar.properties.isBidiControl
        }
        #expect(isSafe)
        #expect(outcome.lines.count == 1)
    }

    @Test("Typing shows in the prompt for a while, and ends with the message")
    func typing() throws {
        var screen = try Self.screen()
        let note = try Self.event(#"{"info":{"topic":"\#(Self.tea)","from":"\#(Self.bob)","what":"kp"}}"#)
        #expect(screen.take(note).lines == [ScreenLine(.passing, "Bob Smith is typing …")])
        #expect(screen.take(note).lines == [])
        #expect(screen.prompt == "Tea (Bob Smith typing …) > ")
        _ = screen.take(try Self.event(Self.message(3, "x")))
        #expect(screen.prompt == "Tea > ")
    }

    @Test("That others have read is said when it is about one of the user's own messages, and once")
    func read() throws {
        var screen = try Self.screen()
        let note = try Self.event(#"{"info":{"topic":"\#(Self.tea)","from":"\#(Self.bob)","what":"read","seq":2}}"#)
        #expect(Self.texts(screen.take(note)) == ["✓✓ Bob Smith has read up to #2"])
        #expect(screen.take(note).lines == [])
        _ = screen.take(try Self.event(Self.message(3, "x")))
        let later = try Self.event(#"{"info":{"topic":"\#(Self.tea)","from":"\#(Self.bob)","what":"read","seq":3}}"#)
        #expect(screen.take(later).lines == [])
    }

    @Test("A conversation that is not open counts what is new in it")
    func elsewhere() throws {
        var screen = try Self.screen()
        let news = try Self.event(
            #"{"pres":{"topic":"me","src":"\#(Self.bob)","what":"msg","seq":1,"act":"\#(Self.bob)"}}"#)
        let outcome = screen.take(news)
        #expect(Self.texts(outcome) == ["Bob Smith has something new: 1 unread"])
        #expect(outcome.effects == [.received(topic: Self.bob, sequence: 1)])
        let list = screen.list().map(\.text)
        #expect(list.contains { $0.hasSuffix("○ Bob Smith  1 unread  \(Self.bob)") })
    }

    @Test("A new conversation is asked about")
    func newConversation() throws {
        var screen = try Self.screen()
        let news = try Self.event(#"{"pres":{"topic":"me","src":"usrCarolCarolC","what":"acs"}}"#)
        #expect(screen.take(news).effects == [.look(topic: "usrCarolCarolC")])
    }

    @Test("What is deleted, and being put out, are told")
    func endings() throws {
        var screen = try Self.screen()
        let deletion = try Self.event(
            #"{"pres":{"topic":"\#(Self.tea)","what":"del","clear":1,"delseq":[{"low":1},{"low":3,"hi":6}]}}"#)
        #expect(Self.texts(screen.take(deletion)) == ["deleted: #1, #3 to #5"])
        let eviction = try Self.event(
            #"{"ctrl":{"topic":"\#(Self.tea)","params":{"unsub":true},"code":205,"text":"evicted"}}"#)
        #expect(screen.take(eviction).lines.map(\.kind) == [.failure])
        #expect(screen.open == nil)
        #expect(screen.prompt == "> ")
    }

    @Test("History shows edits in the place of the first text, unless somebody else made them")
    func edits() throws {
        var screen = try Self.screen()
        let frames = try [
            Self.message(3, "helo"), Self.message(4, "mine", from: "usrCarolCarolC"),
            Self.message(5, "hello", head: #"{"replace":":3"}"#), Self.message(6, "stolen", head: #"{"replace":":4"}"#),
        ]
        let messages = try frames.map { frame in
            guard case .data(let body) = try Self.event(frame) else { throw ClientError.unexpectedAnswer }
            return try #require(TopicMessage(body))
        }
        #expect(
            Self.texts(screen.show(messages)) == [
                "#3 13:00 Bob Smith: hello (edited)", "#4 13:00 usrCarolCarolC: mine",
                "#6 13:00 Bob Smith: (in place of #4) stolen",
            ])
    }

    @Test("A formatted document is shown as its text, a file by its name, a call as a call")
    func kinds() throws {
        let contents = [
            (#"{"txt":"bold","fmt":[{"len":4,"tp":"ST"}]}"#, "null", "bold"),
            (#"{"txt":" ","ent":[{"tp":"EX","data":{"name":"a\u001b.pdf"}}]}"#, "null", "[file a\u{FFFD}.pdf]"),
            (#""x""#, #"{"webrtc":"missed"}"#, "[call missed]"),
            ("[1]", "null", "[something that a terminal cannot show]"),
        ]
        for (content, head, shown) in contents {
            let body = try RawJSON(validating: #"{"topic":"t","seq":1,"head":\#(head),"content":\#(content)}"#.utf8)
            #expect(try #require(TopicMessage(body)).shownLines == [shown])
        }
    }

    @Test("The members have numbers by which they can be opened")
    func who() throws {
        var screen = try Self.screen()
        let lines = screen.who().map(\.text)
        #expect(lines == ["1.  ○ Bob Smith  \(Self.bob)", "2.  ● you        \(Self.alice)"])
        #expect(screen.directory.find("1") == .topic(Self.bob))
    }
}
