/// Whom to talk to, and as whom.
struct ChatOptions: Sendable {
    let url: String
    let apiKey: String
    let user: String
    let password: String
    /// What to open at once.
    let open: String?

    /// How long a request waits for its answer; the server itself gives up a message after 15 seconds.
    static let timeout = Duration.seconds(20)
    /// How long leaving waits for the server to take in what was said.
    static let partingTime = Duration.seconds(1)
    /// How many messages are shown of a conversation that is opened.
    static let firstPage = 20
    /// How many messages can be asked for at once.
    static let fullPage = 100
    /// The least time between two notes of typing, in milliseconds.
    static let typingPause: Int64 = 3000
    /// How many groups are looked through for somebody.
    static let searchedGroups = 32
    /// How often a message is offered to the server before it is given up.
    static let offers = 5

    /// How long to wait before an attempt to connect again; the attempts count from 1.
    static func delay(before attempt: Int) -> Duration {
        .milliseconds(500 << min(attempt - 1, 6))
    }

    /// How often to try to connect again; for ever when somebody can put an end to it.
    static func attempts(isInteractive: Bool) -> Int {
        isInteractive ? .max : 6
    }
}
