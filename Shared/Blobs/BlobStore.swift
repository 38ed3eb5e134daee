/// Keeps the contents of files: bytes under a name, written once and whole.
///
/// The promises, which every adapter is tested for:
/// - What ``put(_:_:)`` has returned for is durable and complete; before that nobody sees any of it.
/// - What was read of one blob is of one version of it, even while it is replaced or deleted.
/// - No adapter holds more of a blob in memory than a part of fixed size, and none blocks an event loop.
///
/// To write another adapter: keep these promises, and run the contract suite of this module's tests against it.
package protocol BlobStore: Sendable {
    /// Keeps a blob, in place of what was there under that key.
    ///
    /// - Parameters:
    ///   - key: Its name.
    ///   - content: Its bytes, read no faster than they are written.
    /// - Returns: How many bytes it is long.
    /// - Throws: ``BlobError``; what `content` throws. Then nothing has changed.
    func put(_ key: BlobKey, _ content: BlobStream) async throws -> Int64

    /// Opens a blob for reading.
    ///
    /// - Parameters:
    ///   - key: Its name.
    ///   - range: Which bytes; those behind its end are left out. All of them when nil.
    /// - Returns: The blob; nil when there is none.
    /// - Throws: ``BlobError``.
    func open(_ key: BlobKey, _ range: Range<Int64>?) async throws -> Blob?

    /// How many bytes a blob is long; nil when there is none.
    ///
    /// - Throws: ``BlobError``.
    func size(of key: BlobKey) async throws -> Int64?

    /// Removes a blob for good; does nothing when there is none.
    ///
    /// - Throws: ``BlobError``.
    func delete(_ key: BlobKey) async throws

    /// Where clients can fetch a blob themselves, for a while; nil where the store has no such address.
    ///
    /// - Parameters:
    ///   - key: Its name; whether there is such a blob is not looked at.
    ///   - view: How it is to be answered.
    ///   - time: How long the address is good.
    /// - Returns: A whole URL.
    func address(of key: BlobKey, _ view: BlobView, for time: Duration) -> String?
}

/// A blob that is being read.
package struct Blob: Sendable {
    /// How many bytes the whole blob is long.
    package let size: Int64
    /// The bytes asked for; they can be read once.
    package let content: BlobStream

    /// Names the length of the whole and the bytes asked for.
    package init(size: Int64, content: BlobStream) {
        self.size = size
        self.content = content
    }
}

/// How a blob is to be answered to whoever fetches it at its address.
package struct BlobView: Sendable, Equatable {
    /// Whether only its head is asked for.
    package var isHead: Bool
    /// The `Content-Type`.
    package var type: String
    /// The `Content-Disposition`.
    package var disposition: String

    /// Describes an answer.
    package init(isHead: Bool = false, type: String, disposition: String) {
        self.isHead = isHead
        self.type = type
        self.disposition = disposition
    }
}

/// What keeps a store of blobs from doing its work.
package enum BlobError: Error, Equatable, CustomStringConvertible {
    /// The store cannot be reached or refuses: try again later. The text is for operators.
    case unavailable(String)
    /// The key has characters that no key may have.
    case badKey

    package var description: String {
        switch self {
        case .unavailable(let reason): "the store of files does not work: \(reason)"
        case .badKey: "not a name of a file"
        }
    }
}
