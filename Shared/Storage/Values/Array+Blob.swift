internal import Foundation
package import GRDB

extension Array where Element == UInt8 {
    /// A copy of the bytes as an argument of a statement.
    package var blob: DatabaseValue { Data(self).databaseValue }
}

extension ArraySlice where Element == UInt8 {
    /// A copy of the bytes as an argument of a statement.
    package var blob: DatabaseValue { Data(self).databaseValue }
}
