import RPC
import Storage
import TestKit
import Testing

@testable import Auth

@Suite("Secrets", .timeLimit(.minutes(1)))
struct SecretTests {
    @Test("a password is verified with the parameters that it was hashed with")
    func hashing() async throws {
        var settings = AuthSettings()
        settings.hashingCost = 16
        let hash = try await PasswordHasher(settings: settings).hash("secret1")
        #expect(hash.salt.count == 16)
        #expect(hash.key.count == 32)
        settings.hashingCost = 32
        let later = PasswordHasher(settings: settings)
        #expect(try await later.verify("secret1", against: hash))
        #expect(try await !later.verify("secret2", against: hash))
        #expect(try await !later.verify("secret1", against: nil))
        #expect(try await later.hash("secret1") != later.hash("secret1"))
    }

    @Test("a hash does not show its bytes")
    func description() {
        let hash = PasswordHash(work: PasswordHash.Work(cost: 16), salt: [77], key: [78])
        #expect("\(hash)" == "password hash")
    }

    @Test("the token key is made once, readable by its owner alone")
    func keyFile() throws {
        let folder = try TemporaryFolder()
        let claim = try DataFolder(folder.path)
        let key = try TokenKeyFile.load(from: claim)
        #expect(key.count == 32)
        #expect(try TokenKeyFile.load(from: claim) == key)
        #expect(try folder.mode(of: TokenKeyFile.name) == 0o600)
    }

    @Test("a token key that is open to others, or none, stops the start")
    func badKeyFile() throws {
        let folder = try TemporaryFolder()
        let claim = try DataFolder(folder.path)
        let path = folder.path(of: TokenKeyFile.name)
        try folder.write([1, 2, 3], to: TokenKeyFile.name, mode: 0o600)
        #expect(throws: TokenKeyError.notAKey(path: path)) { try TokenKeyFile.load(from: claim) }
        try folder.write(Array(0..<32), to: TokenKeyFile.name, mode: 0o640)
        #expect(throws: TokenKeyError.openToOthers(path: path)) { try TokenKeyFile.load(from: claim) }
    }

    @Test("the wait doubles up to a quarter of an hour, and a name left alone starts anew")
    func throttle() {
        let throttle = LoginThrottle()
        var now: Int64 = 1_000_000
        var waits: [Duration?] = []
        for _ in 0..<17 {
            throttle.failed("a", at: now)
            let wait = throttle.delay(for: "a", at: now)
            waits.append(wait)
            now += (wait?.components.seconds ?? 0) * 1000
        }
        #expect(waits.prefix(7) == [nil, nil, nil, nil, .seconds(1), .seconds(2), .seconds(4)])
        #expect(waits.last == .seconds(900))
        throttle.failed("a", at: now + LoginThrottle.longest + 1)
        #expect(throttle.delay(for: "a", at: now + LoginThrottle.longest + 1) == nil)
    }

    @Test("a full throttle forgets those who were wrong longest ago first")
    func bounded() {
        let throttle = LoginThrottle(capacity: 10)
        for _ in 0..<6 { throttle.failed("late", at: 100) }
        for number in 0..<30 { throttle.failed("name-\(number)", at: Int64(number)) }
        #expect(throttle.delay(for: "late", at: 100) != nil)
    }
}
