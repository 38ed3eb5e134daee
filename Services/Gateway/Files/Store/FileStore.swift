/// The records of uploaded files, and what uses each.
///
/// A file with a use stays; one without is collected when it has had none for a while. Every change is durable when its
/// call has returned, and doing it again comes to the same. Every method may throw `StoreError.unavailable` (nothing was
/// done: try again) and `StoreError.corrupted`.
package protocol FileStore: Sendable {
    /// Takes up a file whose bytes are about to come.
    func add(_ file: FileRecord) async throws

    /// Makes a file readable, with the owner, type and size that it has turned out to have.
    ///
    /// - Returns: Whether it was still waited for.
    func finish(_ file: FileRecord) async throws -> Bool

    /// What is known of a file, in whatever state.
    func file(_ id: FileID) async throws -> FileRecord?

    /// Gives files a use.
    ///
    /// - Parameters:
    ///   - ids: The files; those that cannot be read are left out.
    ///   - use: What uses them; a use may have several files.
    ///   - moment: Since when, milliseconds: the time of the message.
    /// - Returns: The files that have the use now.
    /// - Throws: `StoreError`.
    func add(_ ids: [FileID], to use: FileUse, at moment: Int64) async throws -> Set<FileID>

    /// Turns a use of files into another.
    ///
    /// - Parameters:
    ///   - ids: The files.
    ///   - pending: The use that ends.
    ///   - use: The use that begins, for files that can be read.
    ///   - moment: Since when, milliseconds.
    /// - Throws: `StoreError`.
    func move(_ ids: [FileID], from pending: FileUse, to use: FileUse, at moment: Int64) async throws

    /// Ends uses.
    ///
    /// - Parameters:
    ///   - place: Whose uses.
    ///   - items: Which messages; both bounds belong to it.
    ///   - moment: Uses that began later stay.
    ///   - kept: Files that keep their use.
    ///   - now: The moment from which files without a use count as idle.
    /// - Throws: `StoreError`.
    func release(
        _ place: String, _ items: ClosedRange<Int64>, through moment: Int64, except kept: Set<FileID>, now: Int64
    ) async throws

    /// The files that something uses.
    func files(of use: FileUse) async throws -> [FileID]

    /// Files that have had no use since before a moment: marked, so that nothing uses them any more.
    ///
    /// Those that were marked before and are still there come again.
    func condemn(idleSince moment: Int64, limit: Int) async throws -> [FileID]

    /// Forgets files that were condemned.
    func remove(_ ids: [FileID]) async throws

    /// Whether this process is the one to collect files now.
    func mayCollect() async throws -> Bool
}

extension FileStore {
    /// Ends one use of all its files.
    package func release(_ use: FileUse, now: Int64) async throws {
        try await release(use.place, use.item...use.item, through: .max, except: [], now: now)
    }
}
