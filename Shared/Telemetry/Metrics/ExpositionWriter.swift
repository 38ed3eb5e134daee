/// Writes metrics in the Prometheus text format 0.0.4.
struct ExpositionWriter {
    private(set) var bytes: [UInt8] = []

    /// Begins a metric; its samples follow.
    mutating func family(_ name: String, _ kind: MetricKind, help: String?) {
        if let help {
            append("# HELP \(name) ")
            for byte in help.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): append("\\\\")
                case UInt8(ascii: "\n"): append("\\n")
                default: bytes.append(byte)
                }
            }
            append("\n")
        }
        append("# TYPE \(name) \(kind.rawValue)\n")
    }

    mutating func sample(_ name: String, _ labels: MetricLabels, _ value: Int64) {
        line(name, labels.text, String(value))
    }

    mutating func sample(_ name: String, _ labels: MetricLabels, _ value: Double) {
        line(name, labels.text, Self.text(value))
    }

    mutating func bucket(_ name: String, _ labels: MetricLabels, upTo bound: Double, _ count: Int64) {
        let separator = labels.text.isEmpty ? "" : ","
        line(name + "_bucket", "\(labels.text)\(separator)le=\"\(Self.text(bound))\"", String(count))
    }

    private mutating func line(_ name: String, _ labels: String, _ value: String) {
        append(name)
        if !labels.isEmpty {
            append("{")
            append(labels)
            append("}")
        }
        append(" ")
        append(value)
        append("\n")
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private static func text(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }
}
