import Contracts
import RPC

/// The secret of the scheme `basic`: `login:password`.
struct BasicSecret {
    /// Lower case; empty where a change keeps the login.
    let login: String
    let password: String

    /// Fewest letters of a login name that users may take.
    static let shortestLogin = 4
    /// Most letters of a login name.
    static let longestLogin = 32
    /// Fewest characters of a password.
    static let passwordLength = 6

    /// Reads a secret without judging it.
    ///
    /// - Throws: `malformed` for bytes that are no such pair or longer than 1 KiB.
    init(_ bytes: [UInt8]) throws(RPCStatus) {
        guard bytes.count <= 1024, let text = String(validating: bytes, as: UTF8.self),
            let colon = text.firstIndex(of: ":")
        else { throw RPCStatus.malformed("secret") }
        login = text[..<colon].lowercased()
        password = String(text[text.index(after: colon)...])
    }

    /// Whether the login is one that an account may have.
    ///
    /// Each character is one scalar, so that no two logins look the same and are stored apart.
    func isLoginAcceptable(minimum: Int = BasicSecret.shortestLogin) -> Bool {
        (minimum...Self.longestLogin).contains(login.count)
            && login.allSatisfy {
                $0.unicodeScalars.count == 1 && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".")
            }
    }

    /// Whether the password is long enough.
    var isPasswordAcceptable: Bool {
        password.count >= Self.passwordLength
    }
}
