import Auth
import Chat
import Contracts
import EventLog
import Testing

/// What the contract suite needs to know of an adapter.
protocol AuthStoreFixture: Sendable {
    associatedtype Adapter: AuthStore

    /// An adapter without accounts.
    var store: Adapter { get }

    /// The events that wait for the log, oldest first.
    func records() async throws -> [LogRecord]
}

/// One promise of the store, and how to try it on an adapter.
struct AuthStorePromise<Fixture: AuthStoreFixture>: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let check: @Sendable (Fixture) async throws -> Void

    init(_ sentence: String, _ check: @escaping @Sendable (Fixture) async throws -> Void) {
        testDescription = sentence
        self.check = check
    }
}

/// The promises of the account store; every adapter's suite runs all of them.
enum AuthStoreContract<Fixture: AuthStoreFixture> {
    typealias Promise = AuthStorePromise<Fixture>

    static var promises: [Promise] { creating + changing + uniqueness + devices + finding + aliases }
}

extension AccountRecord {
    /// An account for a test.
    static func sample(tags: [String] = [], credentials: [CredentialRecord] = []) -> AccountRecord {
        var account = AccountRecord(user: .random(), level: .authenticated, createdAt: 1000)
        account.publicJSON = Array(#"{"fn":"Ann"}"#.utf8)
        account.privateJSON = Array("[1]".utf8)
        account.trustedJSON = Array("true".utf8)
        account.tags = tags
        account.credentials = credentials
        account.lastSeenAt = 900
        account.lastUserAgent = "test/1"
        account.searchJSON = Array(#""friends""#.utf8)
        account.reset = ResetCode(method: "email", value: "a@b.cd", code: "777777", createdAt: 5)
        return account
    }
}

extension LoginRecord {
    /// A login for a test.
    static func sample(_ name: String, of account: AccountRecord) -> LoginRecord {
        let hash = PasswordHash(
            work: PasswordHash.Work(cost: 16, blockSize: 2, parallelism: 3), salt: [1], key: [2, 3])
        return LoginRecord(user: account.user, name: name, hash: hash)
    }
}

extension CredentialRecord {
    /// A proved address for a test.
    static func done(_ value: String) -> CredentialRecord {
        CredentialRecord(method: "email", value: value, isDone: true, createdAt: 1)
    }

    /// An address for a test that is not proved.
    static func waiting(_ value: String) -> CredentialRecord {
        CredentialRecord(method: "email", value: value, code: "555555", createdAt: 1)
    }
}
