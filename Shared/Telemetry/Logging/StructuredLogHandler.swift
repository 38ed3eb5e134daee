import Logging

/// Writes each event as one line.
///
/// Of an error that is logged only the type is shown: its text may quote a user.
struct StructuredLogHandler: LogHandler {
    let label: String
    let format: LogFormat
    let sink: LogSink
    let now: @Sendable () -> Int64
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes an event; what is nearer to it wins: its own metadata, then the logger's, then the provider's.
    func log(event: LogEvent) {
        var merged = metadataProvider?.get() ?? [:]
        merged.merge(metadata) { _, own in own }
        if let own = event.metadata { merged.merge(own) { _, own in own } }
        if let error = event.error { merged[LogKey.error.rawValue] = "\(type(of: error))" }
        let line = LogLine(
            time: now(), level: event.level, label: label, message: event.message.description, metadata: merged)
        sink.write(line.encoded(as: format))
    }
}
