import Testing

@testable import Auth

@Suite("Talking to a mail server")
struct SMTPDialogueTests {
    private func dialogue(
        account: (user: String, password: String)? = nil, isSecure: Bool = false, isTLSWanted: Bool = false
    ) -> SMTPDialogue {
        SMTPDialogue(
            from: "a@example.com", to: "b@example.com", helloName: "here", account: account, isSecure: isSecure,
            isTLSWanted: isTLSWanted)
    }

    private func reply(_ code: Int, _ lines: String...) -> SMTPReply {
        SMTPReply(code: code, lines: lines)
    }

    @Test("goes through its steps one by one")
    func plain() throws {
        var dialogue = dialogue()
        #expect(try dialogue.receive(reply(220, "hi")) == .send("EHLO here"))
        #expect(try dialogue.receive(reply(250, "there")) == .send("MAIL FROM:<a@example.com>"))
        #expect(try dialogue.receive(reply(250)) == .send("RCPT TO:<b@example.com>"))
        #expect(try dialogue.receive(reply(251)) == .send("DATA"))
        #expect(try dialogue.receive(reply(354)) == .sendMessage)
        #expect(try dialogue.receive(reply(250)) == .done)
        #expect(throws: SMTPFailure.unexpected) { try dialogue.receive(reply(250)) }
    }

    @Test("begins anew once it is protected, and logs in only then")
    func protected() throws {
        var dialogue = dialogue(account: ("u", "p"), isTLSWanted: true)
        _ = try dialogue.receive(reply(220))
        #expect(try dialogue.receive(reply(250, "x", "AUTH PLAIN", "STARTTLS")) == .send("STARTTLS"))
        #expect(try dialogue.receive(reply(220)) == .startTLS)
        #expect(dialogue.secured() == .send("EHLO here"))
        #expect(try dialogue.receive(reply(250, "x", "AUTH LOGIN PLAIN")) == .send("AUTH PLAIN AHUAcA=="))
        #expect(try dialogue.receive(reply(235)) == .send("MAIL FROM:<a@example.com>"))
    }

    @Test("ends where the server does not offer what is needed")
    func missing() throws {
        var open = dialogue(isTLSWanted: true)
        _ = try open.receive(reply(220))
        #expect(throws: SMTPFailure.noTLS) { try open.receive(reply(250, "x", "SIZE")) }
        var strict = dialogue(account: ("u", "p"), isSecure: true, isTLSWanted: true)
        _ = try strict.receive(reply(220))
        #expect(throws: SMTPFailure.noLogin) { try strict.receive(reply(250, "x", "AUTH CRAM-MD5")) }
    }

    @Test("tells what may pass from what will not", arguments: [(421, true), (550, false), (251, false)])
    func refusals(_ code: Int, _ mayPass: Bool) throws {
        var dialogue = dialogue()
        do throws(SMTPFailure) {
            _ = try dialogue.receive(reply(code))
            Issue.record("it goes on")
        } catch {
            #expect(error.mayPass == mayPass)
        }
    }

    @Test("reads answers whole, in drips, and of several lines")
    func replies() throws {
        let text = Array("250-one\r\n250-two words\r\n250 three\n354\r\n".utf8)
        var reader = SMTPReplyReader()
        var replies: [SMTPReply] = []
        for byte in text {
            reader.append([byte])
            while let reply = try reader.next() { replies.append(reply) }
        }
        #expect(replies == [reply(250, "one", "two words", "three"), SMTPReply(code: 354, lines: [""])])
        #expect(reader.isEmpty)
    }

    @Test("takes nothing else for an answer", arguments: ["hello\r\n", "12\r\n", "999 x\r\n", "\r\n"])
    func noReplies(_ text: String) {
        var reader = SMTPReplyReader()
        reader.append(text.utf8)
        #expect(throws: SMTPFailure.unexpected) { try reader.next() }
    }

    @Test("does not read without end")
    func endless() {
        var reader = SMTPReplyReader()
        reader.append(repeatElement(UInt8(ascii: "2"), count: 65 * 1024))
        #expect(throws: SMTPFailure.unexpected) { try reader.next() }
    }
}
