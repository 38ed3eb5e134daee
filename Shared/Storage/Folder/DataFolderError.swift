/// Why a data folder could not be claimed.
package enum DataFolderError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process works in the folder. Its id is nil in the moment before it has written it down.
    case inUse(folder: String, owner: Int32?)

    /// The folder cannot be made or written.
    case unusable(folder: String, cause: String)

    /// One sentence for the operator.
    package var description: String {
        switch self {
        case .inUse(let folder, let owner?):
            "the data folder \(folder) is in use by process \(owner)"
        case .inUse(let folder, nil):
            "the data folder \(folder) is in use by another process"
        case .unusable(let folder, let cause):
            "the data folder \(folder) cannot be used: \(cause)"
        }
    }
}
