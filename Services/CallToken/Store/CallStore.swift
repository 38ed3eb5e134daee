package import Chat

/// Where calls are kept while they go on: the one place that knows who talks to whom.
///
/// A user is in one call at a time. Nobody changes a call that somebody else has changed meanwhile: that is what lets
/// any replica look after any call.
///
/// All methods throw `StoreError`.
package protocol CallStore: Sendable {
    /// Keeps a new call.
    ///
    /// - Returns: False when one of the two is in a call; nothing is kept then.
    /// - Throws: `StoreError`.
    func add(_ call: Call) async throws -> Bool

    /// A call by its number; nil when it is not kept any more.
    func call(_ id: Int64) async throws -> Call?

    /// The call of a private chat that has not ended; nil when there is none.
    func current(in topic: TopicID) async throws -> Call?

    /// Puts a call in place of what it was; both of the two are free when it has ended.
    ///
    /// - Parameters:
    ///   - call: As it was read.
    ///   - next: As it is to be; its version does not matter.
    /// - Returns: The call as it is now; nil when it is not any more what was read, and nothing is changed.
    /// - Throws: `StoreError`.
    func replace(_ call: Call, with next: Call) async throws -> Call?

    /// Forgets a call, unless it is not any more what was read.
    ///
    /// - Returns: Whether it is forgotten.
    /// - Throws: `StoreError`.
    @discardableResult
    func remove(_ call: Call) async throws -> Bool

    /// Calls that somebody has to look after, the most urgent first.
    ///
    /// - Parameters:
    ///   - now: Milliseconds since 1970.
    ///   - limit: The most to return.
    /// - Returns: Those whose time has come.
    /// - Throws: `StoreError`.
    func due(at now: Int64, limit: Int) async throws -> [Call]

    /// Calls that have not ended, by their numbers.
    ///
    /// - Parameters:
    ///   - id: The number after which to begin; 0 for the beginning.
    ///   - limit: The most to return.
    /// - Returns: The page.
    /// - Throws: `StoreError`.
    func live(after id: Int64, limit: Int) async throws -> [Call]
}
