/// The frames that one session got and nobody has looked at yet.
actor Mailbox {
    private var frames: [[UInt8]] = []
    /// Whether the connection has ended: no frame comes after those that are there.
    private(set) var isClosed = false
    private var reader: CheckedContinuation<[UInt8]?, Never>?
    /// Counts the waits, so that a late alarm does not end the next one.
    private var waits = 0

    /// Takes in what a socket brings, to its end.
    func fill(from messages: AsyncStream<[UInt8]>) async {
        for await message in messages {
            if let reader {
                self.reader = nil
                reader.resume(returning: message)
            } else {
                frames.append(message)
            }
        }
        isClosed = true
        reader?.resume(returning: nil)
        reader = nil
    }

    /// The next frame; nil when none comes in time, or the connection is closed.
    func next(within patience: Duration) async -> [UInt8]? {
        guard frames.isEmpty else { return frames.removeFirst() }
        guard !isClosed else { return nil }
        waits += 1
        let wait = waits
        let alarm = Task {
            try await Task.sleep(for: patience)
            giveUp(wait)
        }
        defer { alarm.cancel() }
        return await withCheckedContinuation { reader = $0 }
    }

    /// What is there and nobody waited for.
    func rest() -> [[UInt8]] {
        frames
    }

    private func giveUp(_ wait: Int) {
        guard wait == waits else { return }
        reader?.resume(returning: nil)
        reader = nil
    }
}
