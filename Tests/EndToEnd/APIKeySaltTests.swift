import ParleyClient
import RunningParley
import Testing

/// Whoever sets a salt of one's own has keys of one's own.
@Suite(.timeLimit(.minutes(2))) struct APIKeySaltTests {
    /// Made with another implementation of HMAC-MD5.
    private static let salt = "YW5vdGhlciBzYWx0IG9mIG91cnM="
    private static let key = "AQEAAAABAACxIiGxGdTFg-tJO9UO0XuE"

    @Test("With another salt its own key opens, and the key that everybody knows does not")
    func another() async throws {
        try await withParley(demo: false, environment: ["PARLEY_GATEWAY_API_KEY_SALT": Self.salt]) { server in
            let own = try await Client.connect(to: await server.url, apiKey: Self.key)
            await own.close()
            await #expect(throws: ClientError.self) {
                try await Client.connect(to: await server.url, apiKey: Client.developmentKey)
            }
        }
    }

    @Test("A salt that is no base64, or too short, is named", arguments: ["not base64!", "c2hvcnQ="])
    func malformed(salt: String) async throws {
        let outcome = try await ParleyProgram(["serve"], environment: ["PARLEY_GATEWAY_API_KEY_SALT": salt]).run()
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("PARLEY_GATEWAY_API_KEY_SALT"))
        #expect(!outcome.errors.contains(salt))
    }
}
