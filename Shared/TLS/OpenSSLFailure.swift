internal import COpenSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What OpenSSL said when something failed.
///
/// OpenSSL queues errors by thread: whoever calls it empties the queue before, and takes from it after.
struct OpenSSLFailure {
    /// OpenSSL's number for what failed, within the library that it failed in.
    let reason: Int32
    /// What failed, in OpenSSL's words or the system's.
    let text: String

    /// Forgets what failed before on this thread.
    static func clear() {
        ERR_clear_error()
    }

    /// The first failure on this thread since the last `clear`; the queue is empty then.
    static func take() -> OpenSSLFailure {
        let code = ERR_get_error()
        ERR_clear_error()
        return OpenSSLFailure(code)
    }

    private init(_ code: UInt) {
        reason = ERR_GET_REASON(code)
        if parley_ERR_SYSTEM_ERROR(code) != 0 {
            text = String(cString: strerror(reason))
        } else if let words = ERR_reason_error_string(code) {
            // The words are constants of OpenSSL's.
            text = String(cString: words)
        } else {
            text = code == 0 ? "no reason given" : "error \(String(code, radix: 16))"
        }
    }
}
