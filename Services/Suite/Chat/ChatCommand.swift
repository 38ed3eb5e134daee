import ArgumentParser
import Foundation
import ParleyClient

/// `parley chat`: talks to a server from a terminal.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat", abstract: "Talk to people from a terminal, or from a script.",
        discussion: """
            The password comes from the variable PARLEY_PASSWORD, or is asked for. In the chat:

            \(ChatLine.instructions)

            A script writes the same to the standard input. It ends at the first thing that cannot be done (status 1), \
            when the server is out of reach (69) or does not let the user in (77).
            """)

    @Option(help: ArgumentHelp("Where the server listens.", valueName: "ws://host:port"))
    var url = "ws://127.0.0.1:6060"
    @Option(help: "The login name.")
    var user: String
    @Option(help: "The password. Others on this machine can see it here: for trying things out only.")
    var password: String?
    @Option(help: ArgumentHelp("What to open at once: a name, or an id.", valueName: "name"))
    var open: String?
    @Option(help: ArgumentHelp("The API key of the server.", valueName: "key"))
    var apiKey = Client.developmentKey

    /// The exit status for a command line that cannot be used (`EX_USAGE`).
    private static let unusable: Int32 = 64

    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        var password = password ?? environment["PARLEY_PASSWORD"]
        if password == nil { password = await PasswordPrompt.ask("Password of \(user.printable): ") }
        guard let password else {
            throw fail(with: "no password: set PARLEY_PASSWORD, or start this in a terminal", Self.unusable)
        }
        let options = ChatOptions(url: url, apiKey: apiKey, user: user, password: password, open: open)
        let isPlain = environment["TERM"] == "dumb"
        let editing = isPlain ? nil : EditingTerminal(isColoured: environment["NO_COLOR"] == nil)
        let terminal: any ChatTerminal = editing ?? PlainTerminal(isInteractive: isatty(STDIN_FILENO) == 1)
        let ending = await ChatSession(options, terminal: terminal).run()
        await terminal.close()
        if let complaint = ending.complaint { throw fail(with: complaint, ending.status) }
        if ending.status != 0 { throw ExitCode(ending.status) }
    }

    private func fail(with message: String, _ status: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("parley: \(message)\n".utf8))
        return ExitCode(status)
    }
}
