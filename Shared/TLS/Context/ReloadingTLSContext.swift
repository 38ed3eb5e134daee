package import Logging
import Synchronization

/// A context that is made anew when its files change, so that certificates are renewed without a restart.
///
/// New connections get the new context; old ones go on with theirs. Files that cannot be used change nothing: that is
/// logged once, and the files are tried again when they change again.
package final class ReloadingTLSContext: TLSContextSource {
    private struct State {
        var context: TLSContext
        /// What the files looked like before they were last read.
        var stamps: [FileStamp?]
    }

    private let configuration: TLSConfiguration
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the files for the first time.
    ///
    /// - Throws: as ``TLSContext/init(_:)``.
    package init(_ configuration: TLSConfiguration, logger: Logger) throws(TLSError) {
        self.configuration = configuration
        self.logger = logger
        let stamps = configuration.files.map { FileStamp(of: $0) }
        state = Mutex(State(context: try TLSContext(configuration), stamps: stamps))
    }

    /// The context from the files that were last good.
    package var current: TLSContext { state.withLock(\.context) }

    /// Reads the files now, whether they have changed or not.
    ///
    /// - Throws: as ``TLSContext/init(_:)``; the context stays as it was then.
    package func reload() throws(TLSError) {
        // Looked at before they are read: whatever changes in between is seen the next time.
        let stamps = configuration.files.map { FileStamp(of: $0) }
        state.withLock { $0.stamps = stamps }
        let context = try TLSContext(configuration)
        state.withLock { $0.context = context }
        let serial = context.certificateSerial ?? "none"
        logger.notice("TLS certificates were read again", metadata: ["serial": "\(serial)"])
    }

    /// Reads the files if they look different from the last time.
    func reloadIfChanged() {
        let stamps = configuration.files.map { FileStamp(of: $0) }
        guard state.withLock({ $0.stamps != stamps }) else { return }
        do {
            try reload()
        } catch {
            logger.error("changed TLS files cannot be used; the old ones stay", metadata: ["error": "\(error)"])
        }
    }

    /// Looks after the files until cancelled.
    ///
    /// - Parameter interval: How often.
    package func run(every interval: Duration = .seconds(10)) async {
        while !Task.isCancelled {
            do {
                try await Task.sleep(for: interval)
            } catch {
                return
            }
            reloadIfChanged()
        }
    }
}
