/// A change of those documents that a filter lets through.
package struct MongoUpdate {
    let document: BSONDocument

    /// Describes a change.
    ///
    /// - Parameters:
    ///   - filter: Which documents.
    ///   - change: Operators such as `$set`.
    ///   - inserts: Whether a document is made of filter and change when there is none.
    ///   - all: Whether all documents change, or the first alone.
    package init(_ filter: BSONDocument, _ change: BSONDocument, inserts: Bool = false, all: Bool = false) {
        document = [
            "q": .document(filter), "u": .document(change), "upsert": .bool(inserts), "multi": .bool(all),
        ]
    }
}
