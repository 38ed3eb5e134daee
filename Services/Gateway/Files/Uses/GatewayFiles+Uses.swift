import Logging
import Telemetry

extension GatewayFiles {
    /// Gives files a use that is still to be decided, before what uses them is done: whatever dies next, they stay.
    ///
    /// - Parameters:
    ///   - ids: The files; those that are not there are left out.
    ///   - use: The use, a pending one.
    /// - Throws: ``Refusal``: 503 when the store does not work.
    func hold(_ ids: [FileID], for use: FileUse) async throws {
        _ = try await working { try await store.add(ids, to: use, at: now()) }
    }

    /// Settles a pending use: what uses the files is done, and has a name.
    ///
    /// A failure leaves the pending use: a file too many, never one too few.
    func settle(_ ids: [FileID], held pending: FileUse, as use: FileUse) async {
        await tryingTo("settle the use of files") {
            try await store.move(ids, from: pending, to: use, at: now())
        }
    }

    /// Gives a pending use up: what would use the files is not done, and will not be.
    func letGo(_ pending: FileUse) async {
        await tryingTo("give the use of files up") { try await store.release(pending, now: now()) }
    }

    /// How far back the picture before may go: within it clocks may differ, and others may be setting one too.
    private static let overlap: Int64 = 10_000

    /// Ends the uses of the files that were a place's picture before.
    ///
    /// - Parameters:
    ///   - place: The topic or the user.
    ///   - start: When the description was begun to be read; what was put there since, by others too, stays.
    ///   - description: What the place says of itself now.
    func settlePicture(of place: String, since start: Int64, in description: [UInt8]) async {
        await tryingTo("settle the use of a picture") {
            let text = String(decoding: description, as: UTF8.self)
            let known = try await store.files(of: .picture(of: place))
            let shown = known.filter { text.contains($0.description) }
            guard shown.count < known.count else { return }
            try await store.release(
                place, 0...0, through: start - Self.overlap, except: Set(shown), now: now())
        }
    }

    private func tryingTo(_ what: String, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            logger.warning("could not \(what)", metadata: .fields([.error: "\(type(of: error))"]))
        }
    }
}
