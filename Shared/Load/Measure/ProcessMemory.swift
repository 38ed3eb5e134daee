import Foundation

/// What a process of the server holds in memory, before a run's users came and while they are there.
package struct ProcessMemory: Sendable, Equatable, Codable {
    /// The process.
    package let process: Int32
    /// Bytes before.
    package var before: Int
    /// Bytes with all users there.
    package var after: Int

    /// What a process holds in memory now, bytes; nil when there is no such process.
    static func resident(of process: Int32) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .ascii) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
