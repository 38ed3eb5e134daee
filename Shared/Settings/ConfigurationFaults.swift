/// One thing that is wrong with the settings.
package struct ConfigurationFault: Sendable, Hashable, CustomStringConvertible {
    /// Where it stands, ready to print: `--listen`, `PARLEY_LISTEN`, `parley.json:12: listen`.
    package let place: String

    /// What is wrong and what would be right; never the value of a secret.
    package let problem: String

    /// Makes a fault.
    ///
    /// - Parameters:
    ///   - place: Where it stands, ready to print.
    ///   - problem: What is wrong and what would be right; never the value of a secret.
    package init(place: String, problem: String) {
        self.place = place
        self.problem = problem
    }

    package var description: String { "\(place): \(problem)" }
}

/// Everything that is wrong with the settings, found in one go.
///
/// The operator's fault: a process prints it and exits with status 78 (`EX_CONFIG`).
package struct ConfigurationFaults: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong: file first, then environment, then flags; never empty.
    package let faults: [ConfigurationFault]

    /// Collects faults.
    package init(_ faults: [ConfigurationFault]) {
        self.faults = faults
    }

    package var description: String {
        let title = faults.count == 1 ? "1 setting is wrong:" : "\(faults.count) settings are wrong:"
        return ([title] + faults.map { "  \($0)" }).joined(separator: "\n")
    }
}
