import ArgumentParser
import Load

/// What all scenarios take.
struct LoadOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Where the server listens.", valueName: "ws://host:port"))
    var url = "ws://127.0.0.1:6060"
    @Option(help: ArgumentHelp("The API key of the server.", valueName: "key"))
    var apiKey = LoadTarget.developmentKey
    @Option(help: ArgumentHelp("How long is measured: 500ms, 20s, 5m.", valueName: "time"))
    var duration = LoadTime(.seconds(20))
    @Option(help: ArgumentHelp("What goes before, and is not measured.", valueName: "time"))
    var warmUp = LoadTime(.seconds(3))
    @Option(help: "Event loops.")
    var threads = 1
    @Option(help: "The length of a message's content, bytes.")
    var payload = 200
    @Option(help: "Connections and requests under way at once while the run is prepared.")
    var width = 64
    @Option(help: "From how many addresses of 127.0.0.0/8 to connect, when the server is on this machine.")
    var sources = 8
    @Option(help: ArgumentHelp("How long after the end to wait for what is on its way.", valueName: "time"))
    var drain = LoadTime(.seconds(10))
    @Option(help: ArgumentHelp("How long each step before and after may take.", valueName: "time"))
    var patience = LoadTime(.seconds(300))
    @Flag(help: "Leave the users and topics where they are.")
    var keep = false
    @Option(help: ArgumentHelp("Take the users from an earlier run's file; they stay.", valueName: "file"))
    var users: String?
    @Option(help: ArgumentHelp("Leave the users, and write them to a file for later runs.", valueName: "file"))
    var saveUsers: String?
    @Option(help: ArgumentHelp("Which part of the run this process is.", valueName: "k/n"))
    var share: String?
    @Option(help: ArgumentHelp("Where the shares of a run meet: a new folder for each run.", valueName: "folder"))
    var rendezvous: String?
    @Option(
        help: ArgumentHelp("A process of the server, whose memory is looked at (idle); repeatable.", valueName: "id"))
    var pid: [Int32] = []
    @Option(help: ArgumentHelp("Write all that was measured to a file, for merging and comparing.", valueName: "file"))
    var json: String?
    @Option(help: ArgumentHelp("Write a page with charts to a file.", valueName: "file"))
    var html: String?

    /// The plan.
    ///
    /// - Throws: `LoadFailure.unusable`.
    func plan() throws(LoadFailure) -> LoadPlan {
        var plan = LoadPlan(
            target: try LoadTarget(url: url, apiKey: apiKey, sources: sources), duration: duration.value,
            warmUp: warmUp.value)
        let numbers: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("threads", threads, 1...64), ("payload", payload, 1...100_000), ("width", width, 1...10_000),
            ("sources", sources, 0...10_000),
        ]
        for (name, value, range) in numbers where !range.contains(value) {
            throw .unusable("--\(name) has to be from \(range.lowerBound) to \(range.upperBound)")
        }
        plan.threads = threads
        plan.payload = payload
        plan.width = width
        plan.keeps = keep
        plan.drain = drain.value
        plan.patience = patience.value
        plan.usersDestination = saveUsers
        plan.processes = pid
        if let users { plan.users = try UserFile(reading: users) }
        if let share { plan.share = try LoadShare(share, meetingIn: rendezvous) }
        return plan
    }

    /// What was asked for, for the report.
    var settings: [String: String] {
        [
            "duration": duration.description, "warmUp": warmUp.description, "threads": "\(threads)",
            "payload": "\(payload)",
        ]
    }
}
