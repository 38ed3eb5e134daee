import ArgumentParser

/// A time as it is written in a call: `500ms`, `20s`, `5m`; a bare number counts seconds.
struct LoadTime: ExpressibleByArgument, CustomStringConvertible {
    let value: Duration

    init(_ value: Duration) {
        self.value = value
    }

    init?(argument: String) {
        let number = argument.prefix { $0.isNumber || $0 == "." }
        let unit = String(argument.dropFirst(number.count))
        let seconds: [String: Double] = ["ms": 0.001, "s": 1, "": 1, "m": 60, "h": 3600]
        guard let amount = Double(number), let factor = seconds[unit], amount * factor <= 86_400 else { return nil }
        value = .milliseconds(Int64((amount * factor * 1000).rounded()))
    }

    var description: String {
        let (seconds, attoseconds) = value.components
        return attoseconds == 0 ? "\(seconds)s" : "\(seconds * 1000 + attoseconds / 1_000_000_000_000_000)ms"
    }

    var defaultValueDescription: String { description }
}
