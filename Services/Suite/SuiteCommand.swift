package import ArgumentParser

/// The `parley` program: the whole suite in one process, and the operator's tools.
package struct SuiteCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "parley",
        abstract: "A self-hosted instant-messaging suite.",
        subcommands: [
            ServeCommand.self, ChatCommand.self, CertificatesCommand.self, TopicsCommand.self, DemoCommand.self,
            LoadCommand.self,
        ])

    package init() {}
}
