#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the store does with folders; every call blocks.
enum Folder {
    /// Makes a folder if there is none, for this user alone.
    static func make(_ path: String) throws(BlobError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let end = path.lastIndex(of: "/"), end > path.startIndex else {
            throw BlobError.lastError
        }
        try make(String(path[..<end]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw BlobError.lastError }
    }

    /// Makes a folder two layers below another, so that it is there after the loss of power too.
    static func make(_ path: String, below root: String) throws(BlobError) {
        guard access(path, F_OK) != 0 else { return }
        try make(path)
        let end = path.lastIndex(of: "/") ?? path.endIndex
        try sync(String(path[..<end]))
        try sync(root)
    }

    /// Removes all files of a folder.
    static func empty(_ path: String) throws(BlobError) {
        guard let list = opendir(path) else { throw BlobError.lastError }
        defer { closedir(list) }
        while let entry = readdir(list) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                // The name ends with a zero inside the entry.
                pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
                    String(cString: $0)
                }
            }
            if name != ".", name != ".." { unlink("\(path)/\(name)") }
        }
    }

    /// Makes what was moved into or out of a folder durable.
    static func sync(_ path: String) throws(BlobError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BlobError.lastError }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw BlobError.lastError }
    }
}

extension BlobError {
    /// What the system said last.
    static var lastError: BlobError {
        .unavailable(strerror(errno).map { String(cString: $0) } ?? "error \(errno)")
    }
}
