import ArgumentParser
import Load

/// `parley load idle`.
struct IdleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "idle", abstract: "Users who are there and do nothing: what does the server keep for each?",
        discussion:
            "With --pid the memory of the server's processes is looked at before they come and while they are there.")

    @Option(help: "Connections, in all shares.")
    var connections = 10_000
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            try await IdleLoad(connections: connections).run(
                plan, settings: options.settings.merging(["connections": "\(connections)"]) { $1 },
                interruption: interruption)
        }
    }
}

/// `parley load storm`.
struct StormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storm", abstract: "All users are cut off at once: when is the last one back?",
        discussion: "There is no measured time; --duration and --warm-up do nothing here.")

    @Option(help: "Connections, in all shares.")
    var connections = 15_000
    @Option(help: "How many come back at once; the others follow as soon as one is in.")
    var burst = 512
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            let own = ["connections": "\(connections)", "burst": "\(burst)"]
            return try await StormLoad(connections: connections, burst: burst).run(
                plan, settings: options.settings.merging(own) { $1 }, interruption: interruption)
        }
    }
}

/// `parley load mixed`.
struct MixedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mixed", abstract: "A day of chat: messages, typing, receipts, history, people who come and go.",
        discussion: "Rates are for each user, a minute. Every message of a pair is answered with a receipt.")

    @Option(help: "Users, in all shares.")
    var people = 1000
    @Option(help: "Members of each group; even.")
    var groupSize = 20
    @Option(help: "Messages.")
    var messages = MixedRates().messages
    @Option(help: "Notes of typing.")
    var typing = MixedRates().typing
    @Option(help: "Pages of history.")
    var history = MixedRates().history
    @Option(help: "Leaving the group and coming back to it.")
    var joins = MixedRates().joins
    @Option(help: "Losing the connection and coming back.")
    var returns = MixedRates().returns
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            var rates = MixedRates()
            rates.messages = messages
            rates.typing = typing
            rates.history = history
            rates.joins = joins
            rates.returns = returns
            let own = [
                "people": "\(people)", "groupSize": "\(groupSize)", "messages": "\(messages)", "typing": "\(typing)",
                "history": "\(history)", "joins": "\(joins)", "returns": "\(returns)",
            ]
            return try await MixedLoad(users: people, groupSize: groupSize, rates: rates).run(
                plan, settings: options.settings.merging(own) { $1 }, interruption: interruption)
        }
    }
}
