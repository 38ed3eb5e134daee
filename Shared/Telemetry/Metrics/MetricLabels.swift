/// The labels of one series, sorted and escaped once, as they stand between the braces: `code="200",kind="sub"`.
struct MetricLabels: Hashable, Comparable {
    let text: String

    /// Takes labels in any order; of two with one name the later counts.
    init(_ dimensions: [(String, String)]) {
        let values = Dictionary(
            dimensions.map { (MetricName.label($0.0), $0.1) }, uniquingKeysWith: { _, last in last })
        text = values.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(Self.escaped($0.value))\"" }
            .joined(separator: ",")
    }

    static func < (left: MetricLabels, right: MetricLabels) -> Bool { left.text < right.text }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
