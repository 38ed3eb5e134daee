import Foundation
package import Logging

/// Sets up the log of the process.
package enum Log {
    /// Makes all loggers write lines of one format; call it once, before the first logger is made.
    ///
    /// - Parameters:
    ///   - level: The least important level that is written.
    ///   - format: How lines look.
    ///   - sink: Where they go.
    package static func bootstrap(level: Logger.Level, format: LogFormat, to sink: LogSink = .standardError) {
        LoggingSystem.bootstrap { label in handler(label, level: level, format: format, to: sink) }
    }

    /// Makes one logger outside of the process-wide set-up, as tests do.
    ///
    /// - Parameters:
    ///   - label: The name of the part that speaks.
    ///   - level: The least important level that is written.
    ///   - format: How lines look.
    ///   - sink: Where they go.
    /// - Returns: A logger of its own.
    package static func logger(
        _ label: String, level: Logger.Level = .info, format: LogFormat = .text, to sink: LogSink
    ) -> Logger {
        Logger(label: label) { handler($0, level: level, format: format, to: sink) }
    }

    private static func handler(
        _ label: String, level: Logger.Level, format: LogFormat, to sink: LogSink
    ) -> StructuredLogHandler {
        StructuredLogHandler(
            label: label, format: format, sink: sink,
            now: { Int64(Date().timeIntervalSince1970 * 1_000) }, logLevel: level)
    }
}
