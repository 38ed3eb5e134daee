import ArgumentParser
import Load

/// `parley load pairs`.
struct PairsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs", abstract: "People who write to each other, two by two; one of each pair writes.")

    @Option(help: "Pairs, in all shares.")
    var pairs = 64
    @Option(help: "Messages that each has on the way.")
    var inFlight = 4
    @Option(help: "Messages a second in all, whatever the server does; goes over --in-flight.")
    var rate: Double?
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            let pacing = try LoadPacing(inFlight: inFlight, rate: rate)
            return try await PairsLoad(pairs: pairs, pacing: pacing).run(
                plan, settings: options.settings.merging(["pairs": "\(pairs)"]) { $1 }.merging(pacing.setting) { $1 },
                interruption: interruption)
        }
    }
}

/// `parley load group`.
struct GroupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "One group that all sessions are attached to; some write, all hear it.")

    @Option(help: "Sessions, in all shares.")
    var sessions = 1000
    @Option(help: "How many of them write.")
    var publishers = 8
    @Option(help: "Messages that each of those has on the way.")
    var inFlight = 4
    @Option(help: "Messages a second in all, whatever the server does; goes over --in-flight.")
    var rate: Double?
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            let pacing = try LoadPacing(inFlight: inFlight, rate: rate)
            let own = ["sessions": "\(sessions)", "publishers": "\(publishers)"]
            return try await GroupLoad(sessions: sessions, publishers: publishers, pacing: pacing).run(
                plan, settings: options.settings.merging(own) { $1 }.merging(pacing.setting) { $1 },
                interruption: interruption)
        }
    }
}

/// `parley load channel`.
struct ChannelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel", abstract: "A channel with many readers: when does the last one have each message?")

    @Option(help: "Readers, in all shares.")
    var readers = 9000
    @Option(help: "Messages a second.")
    var rate = 1.0
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            let own = ["readers": "\(readers)", "rate": "\(rate)"]
            return try await ChannelLoad(readers: readers, rate: rate).run(
                plan, settings: options.settings.merging(own) { $1 }, interruption: interruption)
        }
    }
}

/// `parley load members`.
struct MembersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "members", abstract: "A large group, of whose members few are there.",
        discussion: "With --save-users the group and its members stay, and --users finds them again.")

    @Option(help: "Members, in all shares.")
    var members = 100_000
    @Option(help: "How many of them are attached.")
    var attached = 1000
    @Option(help: "How many of those write.")
    var publishers = 8
    @Option(help: "Messages that each of those has on the way.")
    var inFlight = 4
    @Option(help: "Messages a second in all, whatever the server does; goes over --in-flight.")
    var rate: Double?
    @OptionGroup var options: LoadOptions

    func run() async throws {
        try await LoadReporting.report(options) { plan, interruption throws(LoadFailure) in
            let pacing = try LoadPacing(inFlight: inFlight, rate: rate)
            let own = ["members": "\(members)", "attached": "\(attached)", "publishers": "\(publishers)"]
            let load = MembersLoad(members: members, attached: attached, publishers: publishers, pacing: pacing)
            return try await load.run(
                plan, settings: options.settings.merging(own) { $1 }.merging(pacing.setting) { $1 },
                interruption: interruption)
        }
    }
}

extension LoadPacing {
    /// As it stands in a report.
    fileprivate var setting: [String: String] {
        switch self {
        case .inFlight(let depth): ["inFlight": "\(depth)"]
        case .rate(let rate): ["rate": "\(rate)"]
        }
    }
}
