internal import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Files of an authority: written whole or not at all, and read.
enum PEMFile {
    /// Replaces a file.
    ///
    /// Those who read it see the old one or the new one. It has its mode before anything is in it.
    ///
    /// - Parameters:
    ///   - path: Where it lies.
    ///   - mode: Who may read it.
    ///   - write: Writes to a BIO, and returns 1, as OpenSSL's writers do.
    /// - Throws: `cannotWrite`, `failed`.
    static func replace(
        _ path: String, mode: mode_t, _ write: (OpaquePointer) -> Int32
    ) throws(CertificateError) {
        OpenSSLFailure.clear()
        // Owned here; it holds a key, perhaps, and is wiped when it is freed.
        guard let memory = BIO_new(BIO_s_secmem()) else { throw .failed(OpenSSLFailure.take().text) }
        defer { BIO_free(memory) }
        guard write(memory) == 1 else { throw .failed(OpenSSLFailure.take().text) }
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(memory))
        defer { OPENSSL_cleanse(&bytes, bytes.count) }
        guard BIO_read(memory, &bytes, Int32(bytes.count)) == Int32(bytes.count) else {
            throw .failed("the text is not complete")
        }
        let new = path + ".new"
        // Left over by somebody who was interrupted.
        unlink(new)
        let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        guard fchmod(file, mode) == 0, writeAll(bytes, to: file), fsync(file) == 0, rename(new, path) == 0 else {
            defer { unlink(new) }
            throw failure(path)
        }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                guard count > 0 || errno == EINTR else { return false }
                rest = rest.dropFirst(max(0, count))
            }
            return true
        }
    }

    private static func failure(_ path: String) -> CertificateError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }

    /// Reads a file by one of OpenSSL's readers.
    ///
    /// - Returns: What the reader returns, which the caller owns; nil when the file is not there.
    /// - Throws: `unusableAuthority`.
    static func read(
        _ path: String, _ reader: (OpaquePointer) -> OpaquePointer?
    ) throws(CertificateError) -> OpaquePointer? {
        if access(path, F_OK) != 0, errno == ENOENT { return nil }
        OpenSSLFailure.clear()
        guard let file = BIO_new_file(path, "r") else {
            throw .unusableAuthority(path: path, reason: OpenSSLFailure.take().text)
        }
        defer { BIO_free(file) }
        guard let object = reader(file) else {
            throw .unusableAuthority(path: path, reason: OpenSSLFailure.take().text)
        }
        return object
    }
}
