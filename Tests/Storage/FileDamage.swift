import Foundation

/// What a failing disk does to a file.
enum FileDamage {
    static func overwrite(_ path: String, from offset: UInt64, count: Int) throws {
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seek(toOffset: offset)
        try file.write(contentsOf: Data(repeating: 0xa5, count: count))
    }
}
