extension UInt64 {
    /// The integer that a column holds for this number: the same 64 bits, with a sign.
    ///
    /// SQLite has no unsigned integers. Equality is kept; the order is not, for numbers of 2^63 and more.
    package var stored: Int64 { Int64(bitPattern: self) }

    /// Takes a number back from what a column holds.
    package init(stored: Int64) {
        self.init(bitPattern: stored)
    }
}
