import Foundation

/// A chart of lines, as SVG that stands for itself.
struct LineChart {
    /// One line.
    struct Line {
        let title: String
        let points: [(x: Double, y: Double)]
    }

    /// How the horizontal axis runs.
    enum Axis {
        /// From the least to the greatest.
        case even
        /// By percentile, 0 to below 100: each further nine takes as much room.
        case percentiles
    }

    let title: String
    let horizontal: String
    let vertical: String
    var axis = Axis.even
    let lines: [Line]

    private static let (width, height) = (760.0, 280.0)
    private static let (left, right, top, bottom) = (72.0, 16.0, 30.0, 44.0)
    private static let colours = ["#0b6e99", "#c2410c", "#3f7d20", "#7c3aed", "#a16207", "#be185d"]

    /// The chart.
    var svg: String {
        let (xs, ys) = (lines.flatMap { $0.points.map { place($0.x) } }, lines.flatMap { $0.points.map(\.y) })
        let (least, greatest) = (axis == .even ? 0 : xs.min() ?? 0, max(xs.max() ?? 1, 1e-9))
        let step = Self.step(for: max(ys.max() ?? 1, 1e-9))
        let highest = max((((ys.max() ?? 0) / step).rounded(.up)) * step, step)
        func x(_ value: Double) -> Double {
            Self.left + (value - least) / max(greatest - least, 1e-9) * (Self.width - Self.left - Self.right)
        }
        func y(_ value: Double) -> Double {
            Self.height - Self.bottom - value / highest * (Self.height - Self.top - Self.bottom)
        }
        var parts = [
            #"<svg viewBox="0 0 \#(Int(Self.width)) \#(Int(Self.height))" role="img" aria-label="\#(escaped(title))">"#,
            text(title, Self.left, 16, "start", "title"),
        ]
        for value in stride(from: 0, through: highest + step / 2, by: step) {
            parts.append(rule(Self.left, y(value), Self.width - Self.right, y(value)))
            parts.append(text(TextReport.decimal(value), Self.left - 6, y(value) + 4, "end", "tick"))
        }
        for (value, label) in ticks(least, greatest) {
            parts.append(text(label, x(value), Self.height - Self.bottom + 16, "middle", "tick"))
        }
        parts.append(text(horizontal, (Self.left + Self.width) / 2, Self.height - 6, "middle", "tick"))
        parts.append(text(vertical, Self.left - 6, Self.top - 8, "end", "tick"))
        var legend = Self.width - Self.right
        for (index, line) in lines.enumerated() {
            let colour = Self.colours[index % Self.colours.count]
            let points = line.points.map { String(format: "%.1f,%.1f", x(place($0.x)), y($0.y)) }
            parts.append(
                #"<polyline fill="none" stroke="\#(colour)" stroke-width="2" points="\#(points.joined(separator: " "))"/>"#
            )
            parts.append(
                #"<text x="\#(legend)" y="16" text-anchor="end" class="tick" fill="\#(colour)">\#(escaped(line.title))</text>"#
            )
            legend -= Double(line.title.count) * 7 + 18
        }
        return parts.joined(separator: "\n") + "\n</svg>"
    }

    /// Where a value is on the horizontal axis.
    private func place(_ value: Double) -> Double {
        axis == .even ? value : -log10(1 - min(value, 99.999) / 100)
    }

    private func ticks(_ least: Double, _ greatest: Double) -> [(Double, String)] {
        switch axis {
        case .even:
            let step = Self.step(for: max(greatest - least, 1e-9))
            return stride(from: least, through: greatest + step / 100, by: step).map { ($0, TextReport.decimal($0)) }
        case .percentiles:
            let percents = [("0", 0), ("50", 50), ("90", 90), ("99", 99), ("99.9", 99.9), ("99.99", 99.99)]
            return percents.map { (place($0.1), "\($0.0) %") }.filter { $0.0 <= greatest + 1e-9 }
        }
    }

    /// A round step that makes three to seven parts.
    private static func step(for length: Double) -> Double {
        let power = pow(10, (log10(length / 4)).rounded(.down))
        let factor = length / 4 / power
        return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10)
    }

    private func text(_ text: String, _ x: Double, _ y: Double, _ anchor: String, _ style: String) -> String {
        String(format: #"<text x="%.1f" y="%.1f" text-anchor=""#, x, y)
            + #"\#(anchor)" class="\#(style)">\#(escaped(text))</text>"#
    }

    private func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
        String(format: #"<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" class="rule"/>"#, x1, y1, x2, y2)
    }
}

/// Makes a text harmless in a page.
func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        .replacing("\"", with: "&quot;")
}
