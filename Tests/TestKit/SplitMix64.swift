/// A small random generator whose sequence a seed fixes.
package struct SplitMix64: RandomNumberGenerator {
    /// The seeds that fuzz tests run with.
    package static let seeds: [UInt64] = [1, 2, 3, 20_261_120]

    private var state: UInt64

    /// Begins the sequence of a seed.
    package init(_ seed: UInt64) {
        state = seed
    }

    /// The next of the sequence.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
