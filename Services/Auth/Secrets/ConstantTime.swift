/// Comparison whose time tells nothing about where two values differ.
enum ConstantTime {
    /// Whether two values are the same; only their lengths may show in the time it takes.
    static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
