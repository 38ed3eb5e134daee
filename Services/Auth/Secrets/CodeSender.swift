/// A code on its way to the address that it proves.
package struct CodeLetter: Hashable, Sendable {
    /// What the code is for.
    package enum Purpose: Hashable, Sendable {
        /// Proves that an address is the user's.
        case validation
        /// Lets a user in who has forgotten the password.
        case reset
    }

    package let purpose: Purpose
    /// Six digits; a secret.
    package let code: String
    /// `email` or `tel`.
    package let method: String
    /// Where to; never to be logged.
    package let address: String
    /// The language that the user speaks: a tag such as `en-US`, empty for the default.
    package let language: String
    /// The login that the code is for; empty where there is none to remind of.
    package let login: String

    /// Creates a letter.
    package init(
        _ purpose: Purpose, code: String, method: String, address: String, language: String = "", login: String = ""
    ) {
        self.purpose = purpose
        self.code = code
        self.method = method
        self.address = address
        self.language = language
        self.login = login
    }
}

/// A letter is shown without what is in it, so that it cannot reach a log by accident.
extension CodeLetter: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "a letter by \(method)" }
    package var debugDescription: String { description }
}

/// Brings codes to the addresses that they prove.
package protocol CodeSender: Sendable {
    /// Sends a code, or takes it in to be sent soon.
    ///
    /// - Throws: anything; the code can be asked for again.
    func send(_ letter: CodeLetter) async throws
}

/// Sends nothing: for installations where the debug response or an operator takes the place of codes.
package struct SilentCodeSender: CodeSender {
    /// Creates it.
    package init() {}

    package func send(_ letter: CodeLetter) {}
}

/// Makes the codes that prove credentials.
enum CredentialCode {
    /// Six random digits.
    static func random() -> String {
        let digits = String(UInt32.random(in: 0...999_999))
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
