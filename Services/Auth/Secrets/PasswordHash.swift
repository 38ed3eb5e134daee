/// The scrypt hash of a password, with everything needed to compute it again.
package struct PasswordHash: Hashable, Sendable {
    /// How much work one computation takes.
    package struct Work: Hashable, Sendable {
        /// N: a power of two.
        package var cost: Int
        /// r.
        package var blockSize: Int
        /// p.
        package var parallelism: Int

        /// Creates parameters; memory is 128 · cost · blockSize bytes.
        package init(cost: Int, blockSize: Int = 8, parallelism: Int = 1) {
            self.cost = cost
            self.blockSize = blockSize
            self.parallelism = parallelism
        }
    }

    package var work: Work
    package var salt: [UInt8]
    package var key: [UInt8]

    /// Creates a hash from its parts.
    package init(work: Work, salt: [UInt8], key: [UInt8]) {
        self.work = work
        self.salt = salt
        self.key = key
    }
}

/// A hash is shown without its bytes, so that it cannot reach a log by accident.
extension PasswordHash: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "password hash" }
    package var debugDescription: String { description }
}
