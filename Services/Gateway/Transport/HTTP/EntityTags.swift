/// The tags in the conditions of a request: what a cache knows contents by.
enum EntityTags {
    /// Whether the list of an `If-None-Match` names a tag, as a weak one or not, or any (RFC 9110, section 13.1.2).
    ///
    /// The tag is in its quotes, and has no comma.
    static func names(_ tag: String, in list: String) -> Bool {
        list.split(separator: ",").contains { item in
            let item = item.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return item == "*" || item == tag || item == "W/\(tag)"
        }
    }
}
