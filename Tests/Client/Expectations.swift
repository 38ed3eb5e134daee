import JSON
import ParleyClient
import Testing

/// The code that a request is refused with.
///
/// - Throws: Whatever else the request ends with, also when it succeeds.
func refusal<Answer>(_ request: () async throws -> Answer) async throws -> Int {
    do {
        _ = try await request()
    } catch ClientError.refused(let code, _, _) {
        return code
    }
    throw NotRefused()
}

/// What a request of a client fails with; nil when it succeeds.
func failure<Answer>(_ request: () async throws -> Answer) async -> ClientError? {
    do {
        _ = try await request()
        return nil
    } catch {
        return error as? ClientError
    }
}

/// A request succeeded that had to be refused.
struct NotRefused: Error {}

extension Client {
    /// The next message that arrives.
    func nextMessage() async throws -> TopicMessage {
        for await event in events {
            if case .data(let body) = event { return try #require(TopicMessage(body)) }
        }
        throw ClientError.closed
    }
}
