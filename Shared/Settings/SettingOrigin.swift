/// Where a value came from; the later case wins.
package enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
    /// No source gave one.
    case standard

    /// A line of the settings file, counted from 1.
    case file(path: String, line: Int)

    /// An environment variable.
    case environment(String)

    /// A command-line option, without its dashes.
    case flag(String)

    package var description: String {
        switch self {
        case .standard: "default"
        case .file(let path, let line): "\(path):\(line)"
        case .environment(let name): name
        case .flag(let name): "--\(name)"
        }
    }
}
