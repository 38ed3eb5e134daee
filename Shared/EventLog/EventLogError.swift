/// Why records could not be appended, or a topic not consumed.
///
/// After any of these some records of the same call may have been appended and others not: appending is at least once,
/// and consumers must recognise what they have seen.
package enum EventLogError: Error, Sendable, Equatable {
    /// The queue is full and stayed full for as long as the log waits: consumers are slower than appenders.
    /// Nobody's fault but load's; the caller tells its own caller to come back later.
    case full
    /// The records of one partition in this call are larger than the whole queue, so that waiting would never help.
    /// The appender's fault: split the call, or refuse the payload earlier.
    case tooLarge
    /// The log cannot be reached, had to begin anew in the middle (a broken producer is replaced, and fails what it had
    /// in flight), or knows the topic with another number of partitions. Retry with backoff.
    case unavailable
    /// The appending task was cancelled while it waited for room.
    case cancelled
}
