package import GRDB

/// One step of a schema.
package struct Migration: Sendable {
    /// What the step does, in a few words; told to the operator if it fails.
    package let name: String

    let change: @Sendable (Database) throws -> Void

    /// Makes a step of one or more SQL statements, separated by semicolons.
    package init(_ name: String, sql: String) {
        self.init(name) { db in try db.execute(sql: sql) }
    }

    /// Makes a step of code, for changes that SQL alone cannot make.
    ///
    /// - Parameters:
    ///   - name: What the step does.
    ///   - change: Runs inside the step's own transaction; whatever it throws undoes the step.
    package init(_ name: String, _ change: @escaping @Sendable (Database) throws -> Void) {
        self.name = name
        self.change = change
    }
}
