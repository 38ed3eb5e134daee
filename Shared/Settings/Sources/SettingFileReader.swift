import Foundation

/// How settings files and secret files are read.
package struct SettingFileReader: Sendable {
    /// A file that cannot be read; says why, without its path.
    package struct Failure: Error, Sendable, Equatable {
        let reason: String

        /// Makes a failure.
        package init(_ reason: String) {
            self.reason = reason
        }
    }

    /// The largest file that is taken for one of settings, in bytes.
    package static let sizeLimit = 1 << 20

    let read: @Sendable (_ path: String) throws(Failure) -> [UInt8]

    /// Reads through a closure.
    package init(_ read: @escaping @Sendable (_ path: String) throws(Failure) -> [UInt8]) {
        self.read = read
    }

    /// Reads from the file system.
    package static let disk = SettingFileReader { path throws(Failure) in
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            guard data.count <= sizeLimit else { throw Failure("the file is larger than 1 MiB") }
            return [UInt8](data)
        } catch let failure as Failure {
            throw failure
        } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
            throw Failure("there is no such file")
        } catch let error as CocoaError where error.code == .fileReadNoPermission {
            throw Failure("this user may not read the file")
        } catch {
            throw Failure("the file cannot be read")
        }
    }
}
