/// The upper bounds of a histogram's buckets, ascending; a last bucket without a bound is always there.
package struct HistogramBounds: Sendable, Equatable {
    /// The bounds.
    package let values: [Double]

    /// Takes bounds in any order; repeated ones and those that are not finite are dropped.
    package init(_ values: [Double]) {
        self.values = Set(values.filter(\.isFinite)).sorted()
    }

    /// For durations in seconds, from half a millisecond to 10 s: what timers get.
    package static let durations = HistogramBounds([
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ])

    /// For numbers of things and of bytes, by powers of four from 1 to 4 Mi: what recorders get.
    package static let sizes = HistogramBounds((0...11).map { Double(1 << (2 * $0)) })

    /// The number of the bucket for a value: the first whose bound is not below it.
    func bucket(of value: Double) -> Int {
        var low = 0
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
