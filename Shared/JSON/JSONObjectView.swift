/// The members of an object, in the order written, with their values still as bytes.
///
/// Keys are unique: one that occurs twice keeps its first place and its last value.
package struct JSONObjectView: Sendable {
    /// One member of an object: its decoded key and its value.
    package typealias Member = (key: String, value: RawJSON)

    private var members: [Member] = []
    /// Where each key is, by its UTF-8: keys that are merely equivalent in Unicode are different members.
    private var places: [[UInt8]: Int] = [:]

    /// Reads the object that comes next.
    ///
    /// - Throws: `typeMismatch` for another kind of value.
    package init(scanning scanner: inout JSONScanner) throws(JSONError) {
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            let member: Member = (key.text, try scanner.raw())
            if let place = places.updateValue(members.count, forKey: key.utf8) {
                members[place] = member
                places[key.utf8] = place
            } else {
                members.append(member)
            }
        }
    }

    /// The value of a key; nil if there is none.
    package subscript(key: String) -> RawJSON? {
        places[Array(key.utf8)].map { members[$0].value }
    }
}

extension JSONObjectView: RandomAccessCollection {
    package var startIndex: Int { members.startIndex }
    package var endIndex: Int { members.endIndex }
    package subscript(position: Int) -> Member { members[position] }
}
