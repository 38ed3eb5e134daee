import Foundation

/// What was said about the settings, and where.
package struct SettingSources: Sendable {
    /// The variable that names the settings file when no flag does.
    package static let fileVariable = "PARLEY_CONFIG"

    /// The path of the settings file from the command line.
    package var file: String?

    /// The environment; only names that begin with `PARLEY_` count, and empty ones are as good as absent.
    package var environment: [String: String]

    /// Command-line options that were given, by name without dashes.
    package var flags: [String: String]

    /// Names the sources.
    ///
    /// - Parameters:
    ///   - file: The path of the settings file from the command line.
    ///   - environment: The environment.
    ///   - flags: Command-line options that were given, by name without dashes.
    package init(file: String? = nil, environment: [String: String] = [:], flags: [String: String] = [:]) {
        self.file = file
        self.environment = environment
        self.flags = flags
    }

    /// The sources of this very process.
    ///
    /// - Parameters:
    ///   - file: The path of the settings file from the command line.
    ///   - flags: Command-line options that were given, by name without dashes.
    /// - Returns: These and the environment of the process.
    package static func process(file: String? = nil, flags: [String: String] = [:]) -> SettingSources {
        SettingSources(file: file, environment: ProcessInfo.processInfo.environment, flags: flags)
    }

    /// The settings file to read: the flag's, else the environment's.
    var settingsFile: String? {
        if let file { return file }
        guard let path = environment[Self.fileVariable], !path.isEmpty else { return nil }
        return path
    }
}
