package import ArgumentParser
import Foundation
import Storage
import Telemetry

/// How a program of the suite ends when it cannot go on: one clear line, and a status that says whose fault it is.
package enum ProcessExit {
    /// The settings cannot be used (`EX_CONFIG`).
    package static let unusableSettings: Int32 = 78
    /// The data folder or a port cannot be had (`EX_UNAVAILABLE`).
    package static let unavailable: Int32 = 69

    /// Says why, and returns what ends the program.
    package static func because(_ reason: String, in program: String, status: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("\(program): \(reason)\n".utf8))
        return ExitCode(status)
    }

    /// Runs what may fail for want of a folder or a port.
    ///
    /// - Throws: `ExitCode` for those failures, after it said why; other errors as they are.
    package static func guarding(_ program: String, _ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as DataFolderError {
            throw because("\(error)", in: program, status: unavailable)
        } catch let error as DatabaseOpenError {
            throw because("\(error)", in: program, status: unavailable)
        } catch let error as OpsServerError {
            throw because("\(error)", in: program, status: unavailable)
        } catch let error as SettingsConflict {
            throw because(error.description, in: program, status: unusableSettings)
        } catch let error as StartError {
            throw because(error.description, in: program, status: unavailable)
        }
    }
}

/// Why a program did not start.
package struct StartError: Error, CustomStringConvertible {
    package let description: String

    /// Says why, for people.
    package init(_ description: String) {
        self.description = description
    }
}
