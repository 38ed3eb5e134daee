internal import Foundation
package import GRDB

extension Array where Element == UInt8 {
    /// The bytes as an argument of a statement. Copies them.
    package var blob: DatabaseValue { Data(self).databaseValue }
}

extension ArraySlice where Element == UInt8 {
    /// The bytes as an argument of a statement. Copies them.
    package var blob: DatabaseValue { Data(self).databaseValue }
}
