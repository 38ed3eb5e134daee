#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the operating system says of its errors.
enum SystemText {
    /// Describes the error that the last system call of this thread left.
    static func ofLastError() -> String {
        of(errno)
    }

    /// Describes an error number.
    static func of(_ number: CInt) -> String {
        String(cString: strerror(number))
    }
}
