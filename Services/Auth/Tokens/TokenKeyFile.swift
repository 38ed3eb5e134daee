import Crypto
import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The key of tokens in the data folder, made on the first start: 32 random bytes that only the owner can read.
enum TokenKeyFile {
    static let name = "auth-token.key"
    static let size = 32

    /// Reads the key, after making it if there is none.
    ///
    /// - Throws: ``TokenKeyError`` when the file cannot be written or read, is not a key, or is open to others.
    static func load(from folder: DataFolder) throws(TokenKeyError) -> [UInt8] {
        let path = folder.path(of: name)
        if access(path, F_OK) != 0 {
            let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try write(key, to: path)
        }
        return try read(path)
    }

    private static func read(_ path: String) throws(TokenKeyError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unusable(path: path) }
        defer { close(file) }
        var facts = stat()
        guard fstat(file, &facts) == 0 else { throw .unusable(path: path) }
        guard facts.st_mode & 0o077 == 0 else { throw .openToOthers(path: path) }
        var key = [UInt8](repeating: 0, count: size + 1)
        guard pread(file, &key, key.count, 0) == size else { throw .notAKey(path: path) }
        return Array(key.prefix(size))
    }

    /// Written under another name first, so that a crash leaves a whole key or none.
    private static func write(_ key: [UInt8], to path: String) throws(TokenKeyError) {
        let draft = path + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unusable(path: path) }
        let isWritten = pwrite(file, key, key.count, 0) == key.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(draft, path) == 0 else { throw .unusable(path: path) }
    }
}
