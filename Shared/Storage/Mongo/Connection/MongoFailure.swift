internal import CMongoC

/// What the driver or the server said when something failed, before it is told in the words of a store.
package struct MongoFailure: Error, Equatable {
    /// Who found the failure.
    enum Source: Equatable {
        /// The server refused or failed; the code is the server's own.
        case server
        /// No server that can be written was found in time.
        case selection
        /// The connection broke, or nothing came in time.
        case network
        /// The write was done, but was not made durable in time.
        case durability
        /// The driver: a fault of the program or of the address.
        case driver
    }

    let source: Source
    let code: UInt32
    /// Fit for a log: never what the server says, since that quotes what is stored.
    let detail: String
    /// Whether something may have been changed by a command that stands alone.
    var isLoneWrite = false
    /// Whether a part of what was asked for had been done already.
    var isPartial = false
    /// Whether the whole transaction may be begun again; nothing of it is there.
    var isTransient = false
    /// Whether it is not known if the transaction was committed.
    var isCommitUnknown = false

    /// The same, where a part of what was asked for had been done before.
    package var afterPart: MongoFailure {
        var failure = self
        failure.isPartial = true
        return failure
    }

    /// An error of the server's in a reply that is otherwise good.
    init(serverCode: UInt32) {
        source = .server
        code = serverCode
        detail = "MongoDB \(serverCode)"
    }

    /// An error as libmongoc tells it, with version 2 of its error interface.
    init(_ error: bson_error_t, labels: BSONDocument = BSONDocument()) {
        source =
            switch mongoc_error_domain_t(error.domain) {
            case MONGOC_ERROR_SERVER, MONGOC_ERROR_QUERY: .server
            case MONGOC_ERROR_SERVER_SELECTION: .selection
            case MONGOC_ERROR_STREAM, MONGOC_ERROR_PROTOCOL, MONGOC_ERROR_CLIENT, MONGOC_ERROR_SASL,
                MONGOC_ERROR_SCRAM, MONGOC_ERROR_POOL:
                .network
            case MONGOC_ERROR_WRITE_CONCERN: .durability
            default: .driver
            }
        code = error.code
        let text = source == .server || source == .durability ? "" : ": \(Self.text(of: error))"
        detail = "MongoDB \(error.domain)/\(error.code)\(text)"
        let names = (try? labels.texts("errorLabels")) ?? []
        isTransient = names.contains("TransientTransactionError")
        isCommitUnknown = names.contains("UnknownTransactionCommitResult")
    }

    private static func text(of error: bson_error_t) -> String {
        withUnsafeBytes(of: error.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

/// A unique key that is taken; told as `StoreError.conflict` where nobody says otherwise.
package struct MongoDuplicate: Error, Equatable, Sendable {
    /// Which of the documents of the call it was: the first of those that could not be written.
    package let index: Int
    /// The fields of the key.
    package let fields: [String]
}

/// Thrown in a transaction to have it begin again: it has seen what is no longer so.
package struct MongoBeginAgain: Error {
    let cause: MongoFailure?

    /// Says that what was read is out of date.
    package init() {
        cause = nil
    }

    init(_ cause: MongoFailure) {
        self.cause = cause
    }
}
