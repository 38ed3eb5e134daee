import Synchronization

/// The namespaces of the tags that only the external authenticator grants, asked for now and then.
final class RestTagNamespaces: Sendable {
    private struct Known {
        var namespaces: Set<String> = []
        /// Milliseconds since 1970; nil before the first answer.
        var at: Int64?
    }

    /// How long an answer is believed, milliseconds.
    private static let lifetime: Int64 = 10 * 60 * 1000

    private let known = Mutex(Known())

    /// The namespaces: what was answered last, as long as no newer answer is to be had.
    ///
    /// - Throws: ``RestFailure`` when there has never been an answer.
    func namespaces(from authenticator: RestAuthenticator, at now: Int64) async throws(RestFailure) -> Set<String> {
        let last = known.withLock { $0 }
        if let at = last.at, now - at < Self.lifetime { return last.namespaces }
        do {
            let fresh = Set(try await authenticator.ask(.restrictedTags).words)
            known.withLock { $0 = Known(namespaces: fresh, at: now) }
            return fresh
        } catch {
            // One that has no such tags need not know the question.
            if error == .refused(.unsupported) { return [] }
            guard last.at != nil else { throw error }
            return last.namespaces
        }
    }
}
