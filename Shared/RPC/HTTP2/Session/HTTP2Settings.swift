/// What one side of a connection allows the other.
package struct HTTP2Settings: Sendable {
    /// Streams that the other side may have open at a time; those beyond are refused.
    package var maxConcurrentStreams: UInt32 = 1000
    /// Bytes of one stream that the other side may send before the application has taken earlier ones.
    package var streamWindow: Int32 = 256 * 1024
    /// Bytes of all streams together that may wait for the application.
    package var connectionWindow: Int32 = 16 * 1024 * 1024
    /// Bytes of one header list, counted as RFC 9113 section 6.5.2 says: 32 more for each field.
    package var maxHeaderListSize = 16 * 1024
    /// Streams that the other side may reset at once, more coming by `resetsPerSecond`; beyond it the connection ends.
    package var resetBurst: UInt64 = 1000
    /// How many resets a second are taken for normal.
    package var resetsPerSecond: UInt64 = 100
    /// Frames without use that the other side may send at once: pings, settings, priorities, bodies without bytes.
    ///
    /// Each useful frame in either direction allows one more, and so does time, by
    /// `chatterPerSecond`; beyond it the connection ends.
    package var chatterBurst: UInt64 = 2000
    /// How many such frames a second are taken for normal.
    package var chatterPerSecond: UInt64 = 100

    /// Creates the default settings.
    package init() {}
}
