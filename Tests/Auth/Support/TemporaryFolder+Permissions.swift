import Foundation
import TestKit

extension TemporaryFolder {
    /// Permissions of a file.
    func mode(of name: String) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(of: name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue
    }

    /// Writes a file with these permissions.
    func write(_ bytes: [UInt8], to name: String, mode: Int) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(of: name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(of: name))
    }
}
