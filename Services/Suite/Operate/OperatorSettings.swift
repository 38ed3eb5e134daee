import ServiceHost
import Settings

/// What the operator's commands are told about the suite's servers.
enum OperatorSettings {
    /// Reads the settings file and the environment.
    ///
    /// - Throws: The exit of a program whose settings cannot be used.
    static func load(_ file: String?) throws -> Configuration {
        do {
            return try Configuration(
                SettingCatalogue(
                    BackendSettings.all + TransportSecurity.settings + Peer.all.map(\.setting),
                    foreign: HostSettings.ofPrograms + HostSettings.ofEveryProgram),
                sources: .process(file: file, flags: [:]))
        } catch {
            throw ProcessExit.because("\(error)", in: "parley", status: ProcessExit.unusableSettings)
        }
    }
}
