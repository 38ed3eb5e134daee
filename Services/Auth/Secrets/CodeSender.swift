/// Brings codes to the addresses that they prove.
package protocol CodeSender: Sendable {
    /// Sends a code.
    ///
    /// - Parameters:
    ///   - code: six digits; a secret.
    ///   - address: where to; never to be logged.
    ///   - method: `email` or `tel`.
    /// - Throws: anything; the code can be asked for again.
    func send(_ code: String, to address: String, by method: String) async throws
}

/// Sends nothing: for installations where the debug response or an operator takes the place of codes.
package struct SilentCodeSender: CodeSender {
    /// Creates it.
    package init() {}

    package func send(_ code: String, to address: String, by method: String) {}
}

/// Makes the codes that prove credentials.
enum CredentialCode {
    /// Six random digits.
    static func random() -> String {
        let digits = String(UInt32.random(in: 0...999_999))
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
