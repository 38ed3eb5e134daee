extension String {
    /// The list of so many values in a statement: `(?,?,?)`, for `IN`.
    ///
    /// At least 1, and at most 32,766, which is SQLite's limit for a statement.
    package static func placeholders(_ count: Int) -> String {
        "(" + Array(repeating: "?", count: count).joined(separator: ",") + ")"
    }
}
