/// Names as Prometheus allows them.
enum MetricName {
    /// Makes a metric's name of any label: other characters than letters, digits, `_` and `:` become `_`.
    static func metric(_ label: String, suffix: String = "") -> String {
        let name = valid(label, allowsColon: true)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// Makes a label's name; `le` belongs to histograms and gets an underscore.
    static func label(_ name: String) -> String {
        let name = valid(name, allowsColon: false)
        return name == "le" ? "le_" : name
    }

    private static func valid(_ text: String, allowsColon: Bool) -> String {
        var name = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": name.unicodeScalars.append(scalar)
            case "0"..."9":
                if name.isEmpty { name = "_" }
                name.unicodeScalars.append(scalar)
            case ":" where allowsColon: name.append(":")
            default: name.append("_")
            }
        }
        return name.isEmpty ? "_" : name
    }
}
