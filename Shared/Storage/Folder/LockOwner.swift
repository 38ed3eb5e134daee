#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The id of the process that holds a lock file, as text inside of it.
enum LockOwner {
    /// Writes the owner's id in place of what the file held.
    ///
    /// - Returns: False if the file cannot be written.
    static func write(_ owner: Int32, to descriptor: CInt) -> Bool {
        let text = Array("\(owner)\n".utf8)
        return ftruncate(descriptor, 0) == 0 && pwrite(descriptor, text, text.count, 0) == text.count
    }

    /// Reads the owner's id, or nil if the owner has not written it yet.
    static func read(from descriptor: CInt) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &text, text.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
