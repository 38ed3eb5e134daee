internal import GRDB

extension SQLiteDatabase {
    /// Reads the whole file and looks for damage.
    ///
    /// Takes as long as reading the file does: for an operator's command, not for a request.
    ///
    /// - Returns: One sentence for each fault, at most 100; empty when the file is sound.
    /// - Throws: `StoreError`.
    package func faults() async throws -> [String] {
        try await read { db in
            let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(100)")
            return findings == ["ok"] ? [] : findings
        }
    }
}
