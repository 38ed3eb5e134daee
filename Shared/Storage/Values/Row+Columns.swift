internal import Foundation
package import GRDB

/// Columns by name. A value of the wrong kind, or a null where none may be, is thrown as `StoreError.corrupted`; a row's
/// subscript would convert the one (a text to 0) and end the process at the other.
extension Row {
    /// An integer.
    package func int64(_ column: String) throws -> Int64 {
        try present(optionalInt64(column))
    }

    /// An integer, or nil for null.
    package func optionalInt64(_ column: String) throws -> Int64? {
        switch try storage(column) {
        case .int64(let value): value
        case .null: nil
        default: throw StoreError.corrupted
        }
    }

    /// An integer that fits the machine's own.
    package func int(_ column: String) throws -> Int {
        try present(Int(exactly: int64(column)))
    }

    /// A number written with `UInt64.stored`.
    package func uint64(_ column: String) throws -> UInt64 {
        UInt64(stored: try int64(column))
    }

    /// A number written with `UInt64.stored`, or nil for null.
    package func optionalUInt64(_ column: String) throws -> UInt64? {
        try optionalInt64(column).map(UInt64.init(stored:))
    }

    /// A truth value, written as 0 or 1.
    package func bool(_ column: String) throws -> Bool {
        try int64(column) != 0
    }

    /// A text.
    package func text(_ column: String) throws -> String {
        try present(optionalText(column))
    }

    /// A text, or nil for null.
    package func optionalText(_ column: String) throws -> String? {
        switch try storage(column) {
        case .string(let value): value
        case .null: nil
        default: throw StoreError.corrupted
        }
    }

    /// A copy of bytes written with `blob`.
    package func bytes(_ column: String) throws -> [UInt8] {
        try present(optionalBytes(column))
    }

    /// A copy of bytes written with `blob`, or nil for null.
    package func optionalBytes(_ column: String) throws -> [UInt8]? {
        switch try storage(column) {
        case .blob(let value): [UInt8](value)
        case .null: nil
        default: throw StoreError.corrupted
        }
    }

    private func storage(_ column: String) throws -> DatabaseValue.Storage {
        try decode(DatabaseValue.self, forColumn: column).storage
    }

    private func present<Value>(_ value: Value?) throws(StoreError) -> Value {
        guard let value else { throw .corrupted }
        return value
    }
}
