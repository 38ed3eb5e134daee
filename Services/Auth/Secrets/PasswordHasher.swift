import Contracts
import Crypto
import CryptoExtras
import Dispatch
import RPC
import Synchronization

/// Computes password hashes on threads of its own: they take tens of milliseconds, and would starve everything else.
final class PasswordHasher: Sendable {
    private let queues: [DispatchQueue]
    private let work: PasswordHash.Work
    private let backlog: Int
    private let waiting = Atomic(0)
    private let nextQueue = Atomic(0)
    /// What a password for nobody is compared with, so that it takes as long as one for somebody.
    private let decoy: PasswordHash

    init(settings: AuthSettings) {
        queues = (0..<max(1, settings.hashingThreads)).map { DispatchQueue(label: "parley.auth.hashing-\($0)") }
        work = PasswordHash.Work(cost: settings.hashingCost)
        backlog = settings.hashingBacklog
        decoy = PasswordHash(work: work, salt: Self.randomBytes(16), key: Self.randomBytes(32))
    }

    /// Hashes a new password with a salt of its own.
    ///
    /// - Throws: `overloaded` when too many wait already.
    func hash(_ password: String) async throws(RPCStatus) -> PasswordHash {
        let salt = Self.randomBytes(16)
        guard let key = try await compute(password, work: work, salt: salt) else { throw RPCStatus(.internal) }
        return PasswordHash(work: work, salt: salt, key: key)
    }

    /// Whether a password is the one that was hashed; false without a hash, after the same work.
    ///
    /// - Throws: `overloaded` when too many wait already.
    func verify(_ password: String, against hash: PasswordHash?) async throws(RPCStatus) -> Bool {
        let expected = hash ?? decoy
        guard let key = try await compute(password, work: expected.work, salt: expected.salt) else { return false }
        return ConstantTime.isEqual(key, expected.key) && hash != nil
    }

    private func compute(
        _ password: String, work: PasswordHash.Work, salt: [UInt8]
    ) async throws(RPCStatus) -> [UInt8]? {
        guard waiting.add(1, ordering: .relaxed).newValue <= backlog else {
            waiting.subtract(1, ordering: .relaxed)
            throw RPCStatus.overloaded()
        }
        defer { waiting.subtract(1, ordering: .relaxed) }
        let index = nextQueue.wrappingAdd(1, ordering: .relaxed).oldValue
        let queue = queues[Int(UInt(bitPattern: index) % UInt(queues.count))]
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Self.derive(password, work: work, salt: salt)) }
        }
    }

    private static func derive(_ password: String, work: PasswordHash.Work, salt: [UInt8]) -> [UInt8]? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: 32, rounds: work.cost,
            blockSize: work.blockSize, parallelism: work.parallelism)
        return key?.withUnsafeBytes { Array($0) }
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }
}
