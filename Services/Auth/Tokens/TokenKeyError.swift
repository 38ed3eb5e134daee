/// Why the key of tokens cannot be had.
package enum TokenKeyError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file cannot be read or made.
    case unusable(path: String)
    /// The file holds something else.
    case notAKey(path: String)
    /// Others than the owner may read or write the file.
    case openToOthers(path: String)
    /// The key in the settings is shorter than 32 bytes.
    case tooShort

    /// One sentence for the operator.
    package var description: String {
        switch self {
        case .unusable(let path): "the token key \(path) cannot be read or made"
        case .notAKey(let path): "\(path) is not a token key of 32 bytes"
        case .openToOthers(let path): "the token key \(path) is open to others: make its mode 0600"
        case .tooShort: "the token key in the settings has to have at least 32 bytes"
        }
    }
}
