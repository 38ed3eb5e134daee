import ArgumentParser

/// `parley load`: puts a server under load, and measures how it bears it.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Put a server under load, and measure how it bears it.",
        discussion: """
            It speaks the public protocol only, so any server that speaks it will do. It makes its own users and topics, \
            and removes them at the end. Ctrl-C ends a run early, with a report; a second one at once.

            Messages carry the time they were due at, so the program and all its shares have to run on one machine.

            It ends with status 1 when messages were lost, duplicated, out of order or never answered, or when nothing \
            could be measured; 64 when the call is wrong, 69 when the server is out of reach, 77 when it does not take \
            this client.
            """,
        subcommands: [
            PairsCommand.self, GroupCommand.self, ChannelCommand.self, IdleCommand.self, StormCommand.self,
            MembersCommand.self, MixedCommand.self, MergeCommand.self,
        ])
}
