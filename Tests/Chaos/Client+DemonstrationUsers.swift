import JSON
import ParleyClient
import Testing

extension Client {
    /// A demonstration user's connection that waits for the server's own word: far longer than a gateway waits for
    /// a service.
    ///
    /// - Parameters:
    ///   - login: The user's login name.
    ///   - url: The gateway.
    ///   - topic: What to attach to; nil for nothing.
    /// - Returns: The connection, and the user as others call them.
    /// - Throws: `ClientError`; what `#require` throws when the server does not say who it is.
    static func patient(
        _ login: String, at url: String, in topic: String? = nil
    ) async throws -> (client: Client, user: String) {
        let client = try await connect(to: url, timeout: .seconds(60))
        do {
            try await client.hello()
            let control = try await insisting { try await client.login(basic: login, password: "\(login)123") }
            if let topic { _ = try await insisting { try await client.subscribe(topic) } }
            return (client, try #require(control["user"]?.string))
        } catch {
            await client.close()
            throw error
        }
    }

    /// A demonstration user's connection, attached to a topic, for somebody who comes back by themselves when there is
    /// no answer for a while.
    static func attached(to topic: String, as login: String, at url: String) async throws(ClientError) -> Client {
        let client = try await connect(to: url, timeout: .seconds(6))
        do throws(ClientError) {
            try await client.hello()
            try await client.login(basic: login, password: "\(login)123")
            try await client.subscribe(topic)
        } catch {
            await client.close()
            throw error
        }
        return client
    }
}
