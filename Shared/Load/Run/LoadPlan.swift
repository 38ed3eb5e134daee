/// What is common to all scenarios: whom, how long, and with what.
package struct LoadPlan: Sendable {
    /// The server.
    package var target: LoadTarget
    /// How long is measured.
    package var duration: Duration
    /// What goes before, and is not measured.
    package var warmUp: Duration
    /// Event loops.
    package var threads: Int
    /// The length of a message's content, bytes.
    package var payload: Int
    /// Connections and requests under way at once while a run is prepared.
    package var width: Int
    /// Whether the users and topics stay afterwards.
    package var keeps: Bool
    /// Where users of an earlier run are taken from; they stay.
    package var users: UserFile?
    /// Where the users are written to; then they stay.
    package var usersDestination: String?
    /// Which part of the run this process is.
    package var share: LoadShare
    /// The server's processes, whose memory is looked at.
    package var processes: [Int32]
    /// How long each step of preparing and of cleaning up may take.
    package var patience: Duration
    /// How long after the end is waited for what is still on its way.
    package var drain: Duration

    /// Creates a plan.
    ///
    /// - Parameters:
    ///   - target: The server.
    ///   - duration: How long is measured.
    ///   - warmUp: What goes before, and is not measured.
    package init(target: LoadTarget, duration: Duration = .seconds(20), warmUp: Duration = .seconds(3)) {
        self.target = target
        self.duration = duration
        self.warmUp = warmUp
        threads = 1
        payload = 200
        width = 64
        keeps = false
        share = LoadShare()
        processes = []
        patience = .seconds(300)
        drain = .seconds(10)
    }

    /// Whether the run's users are deleted at its end.
    var removesUsers: Bool { !keeps && users == nil && usersDestination == nil }
}
