import Foundation
import JSON
package import ServiceHost
package import Settings

/// One program outside that is asked about requests and told of events: see the README beside this.
package struct PluginSettings: Sendable, Equatable {
    /// What it is called in logs and metrics.
    package var name: String
    /// Where it listens.
    package var address: HostPort
    /// How long it may take to answer.
    package var timeout: Duration
    /// What it is asked about and told of.
    package var filters: PluginFilters
    /// What a client is answered when the plugin fails; 0 goes on as if it were not there.
    package var failureCode: Int
    /// The text of that answer.
    package var failureText: String

    /// Where the list of plugins is: one JSON file, since it is a list of objects.
    package static let file = Setting(
        "gateway.plugins", default: String?.none,
        "The JSON file with the list of plugins that are asked about requests and told of events.")

    /// The enabled plugins in the order of the file; none without one.
    ///
    /// - Throws: `SettingsConflict` when the file cannot be read, or something in it is not as it should be.
    package static func list(in configuration: Configuration) throws(SettingsConflict) -> [PluginSettings] {
        guard let path = configuration[file] else { return [] }
        let text: Data
        do {
            text = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw SettingsConflict("gateway.plugins: cannot read \(path)")
        }
        do {
            return try list(reading: text)
        } catch {
            throw SettingsConflict("gateway.plugins: \(path): \(error.reason)")
        }
    }

    /// The enabled plugins of a JSON list.
    ///
    /// - Throws: What is wrong with it.
    static func list(reading text: some Collection<UInt8>) throws(Fault) -> [PluginSettings] {
        guard let elements = (try? RawJSON(validating: text))?.array else { throw Fault("it is no JSON list") }
        var plugins: [PluginSettings] = []
        for (index, element) in elements.enumerated() {
            guard let object = element.object else { throw Fault("plugin \(index + 1) is no object") }
            if object["enabled"]?.bool == false { continue }
            do {
                plugins.append(try PluginSettings(object))
            } catch {
                throw Fault("plugin \(index + 1): \(error.reason)")
            }
        }
        return plugins
    }

    /// What is wrong with a plugin.
    struct Fault: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }

    private static let keys: Set<String> = [
        "enabled", "name", "timeout", "filters", "failureCode", "failureText", "address",
    ]

    init(_ object: JSONObjectView) throws(Fault) {
        for member in object where !Self.keys.contains(member.key) {
            throw Fault("nobody knows \(member.key)")
        }
        guard let name = object["name"]?.string, !name.isEmpty else { throw Fault("it has no name") }
        guard let address = object["address"]?.string.flatMap({ HostPort(setting: .word($0)) }) else {
            throw Fault("address is to be \(HostPort.expectation)")
        }
        self.name = name
        self.address = address
        if let said = object["timeout"] {
            guard let timeout = said.string.flatMap({ Duration(setting: .word($0)) }), timeout > .zero else {
                throw Fault("timeout is to be \(Duration.expectation)")
            }
            self.timeout = timeout
        } else {
            timeout = .seconds(1)
        }
        failureCode = Int(object["failureCode"]?.int ?? 0)
        guard failureCode == 0 || (400...599).contains(failureCode) else {
            throw Fault("failureCode is to be 0, or from 400 to 599")
        }
        failureText = object["failureText"]?.string ?? "plugin failed"
        guard let filters = object["filters"]?.object else { throw Fault("it has no filters") }
        self.filters = try PluginFilters(filters)
    }
}
