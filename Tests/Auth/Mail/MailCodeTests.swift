import Contracts
import Logging
import RPC
import Settings
import TestKit
import Testing

@testable import Auth

@Suite("A code by mail", .timeLimit(.minutes(1)))
struct MailCodeTests {
    private func letter(_ purpose: CodeLetter.Purpose, _ language: String) -> CodeLetter {
        CodeLetter(
            purpose, code: "042042", method: "email", address: "ann@example.com", language: language, login: "annie")
    }

    @Test("says what it is for, in the language of the user", arguments: ["", "en-US", "de", "es-MX", "fr_CA", "xx"])
    func texts(_ language: String) {
        for purpose in [CodeLetter.Purpose.validation, .reset] {
            let text = CodeText.mail(letter(purpose, language), from: "Our Chat")
            #expect(text.body.contains("042042") && text.subject.contains("Our Chat"))
            #expect(!text.subject.contains("042042"))
            #expect(text.body.contains("annie") == (purpose == .reset))
            #expect(!(text.subject + text.body).contains("{"))
        }
        #expect(CodeText.message(letter(.validation, language), from: "Our Chat").contains("042042"))
    }

    @Test("is not shown where a letter is printed")
    func secrecy() {
        let letter = letter(.reset, "en")
        #expect("\(letter) \(String(reflecting: letter))" == "a letter by email a letter by email")
    }

    @Test(
        "that does not arrive is logged without what is in it",
        .enabled(if: PythonProgram.interpreter != nil, "needs aiosmtpd"))
    func lost() async throws {
        let program = try PythonProgram("mailbox.py")
        let line = try #require(await program.firstLine())
        var settings = MailSettings(server: HostPort("127.0.0.1", try #require(Int(line))), sender: "p@example.com")
        settings.protection = .none
        let log = LogLines()
        let sender = try MailCodeSender(settings, logger: log.logger) { 1_800_000_000_000 }
        try sender.send(
            CodeLetter(.reset, code: "042042", method: "email", address: "nobody@example.com", login: "annie"))
        let text = await withTaskGroup(of: Void.self) { group in
            group.addTask { await sender.run() }
            let text = await log.text()
            group.cancelAll()
            return text
        }
        #expect(text.contains("550"))
        for secret in ["042042", "nobody", "annie"] { #expect(!text.contains(secret)) }
        _ = await program.finish()
    }

    @Test("proves the address that it came to", .enabled(if: PythonProgram.interpreter != nil, "needs aiosmtpd"))
    func wholeWay() async throws {
        let program = try PythonProgram("mailbox.py")
        let line = try #require(await program.firstLine())
        var settings = MailSettings(server: HostPort("127.0.0.1", try #require(Int(line))), sender: "p@example.com")
        settings.protection = .none
        let sender = try MailCodeSender(settings, logger: Logger(label: "test")) { 1_800_000_000_000 }
        let fixture = try AuthFixture(codes: sender) { $0.requiredCredentials = ["email"] }
        let made = try await fixture.account(email: "ann@example.com").reply
        let mail = await withTaskGroup(of: Void.self) { group in
            group.addTask { await sender.run() }
            let line = await program.firstLine()
            group.cancelAll()
            return line
        }
        let code = try #require(mail?.firstMatch(of: #/    ([0-9]{6})/#)?.1)
        let answer = [Credential(method: "email", response: String(code))]
        #expect(try await fixture.login(token: made.token, answer).missingCredentials.isEmpty)
        _ = await program.finish()
    }
}
