import Testing

@testable import Suite

/// What somebody typed.
@Suite struct ChatLineTests {
    @Test(
        "A line is a command, or something to say",
        arguments: [
            ("/list", ChatLine.list), ("/LIST ", .list), ("/l", .list), ("/open 3", .open("3")),
            ("/open  Bob Smith ", .open("Bob Smith")), ("/history", .history(nil)), ("/history 50", .history(50)),
            ("/who", .who), ("/help", .help), ("/quit", .quit), ("", .nothing), ("   ", .nothing),
            ("hello", .say("hello")), ("  indented", .say("  indented")), ("//etc/hosts", .say("/etc/hosts")),
            ("1/2", .say("1/2")),
        ])
    func reading(_ text: String, line: ChatLine) {
        #expect(ChatLine(text) == line)
    }

    @Test(
        "What begins like a command and is none is not said to anybody",
        arguments: ["/opne bob", "/open", "/history 0", "/history 101", "/history x", "/", "/\u{1B}[31m"])
    func mistakes(_ text: String) {
        guard case .mistake(let complaint) = ChatLine(text) else {
            Issue.record("\(text) is taken for \(ChatLine(text))")
            return
        }
        #expect(!complaint.unicodeScalars.contains("\u{1B}"))
    }
}
