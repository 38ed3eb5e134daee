/// How one session of a dialogue reaches the server: it takes and gives the JSON frames of the dialogue, whatever is
/// really sent.
struct StageLine: Sendable {
    /// Sends a frame as the dialogue has it.
    let send: @Sendable (String) -> Void
    /// What comes, as the dialogue would have it, to the end of the connection.
    let frames: AsyncStream<[UInt8]>
}
