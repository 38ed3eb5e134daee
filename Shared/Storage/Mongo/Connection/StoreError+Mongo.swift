extension StoreError {
    /// Translates what a call of MongoDB threw.
    ///
    /// Nil for what is not a store's failure: errors of the caller's own, cancellation, and mistakes of the program such
    /// as a command that the server does not know.
    init?(translatingMongo error: any Error) {
        switch error {
        case let error as StoreError: self = error
        case is MongoDuplicate: self = .conflict
        case is MongoBeginAgain: self = .unavailable
        case let error as MongoFailure:
            guard let kind = StoreError(error) else { return nil }
            self = kind == .unavailable && error.isPartial ? .timeout : kind
        default: return nil
        }
    }

    private init?(_ failure: MongoFailure) {
        if failure.isCommitUnknown {
            self = .timeout
            return
        }
        switch failure.source {
        case .selection: self = .unavailable
        case .network: self = failure.isLoneWrite ? .timeout : .unavailable
        case .durability: self = .timeout
        case .driver: return nil
        case .server:
            guard let error = StoreError(serverCode: failure.code, isLoneWrite: failure.isLoneWrite) else { return nil }
            self = error
        }
    }

    /// - serverCode: As in the server's `error_codes.yml`.
    private init?(serverCode: UInt32, isLoneWrite: Bool) {
        switch serverCode {
        // DuplicateKey, and its names of old.
        case 11000, 11001, 12582: self = .conflict
        // MaxTimeMSExpired, NetworkInterfaceExceededTimeLimit, ExceededTimeLimit.
        case 50, 202, 262: self = .timeout
        // The server stopped or stepped down while it worked: what it had done may stay.
        case 91, 189, 11600, 11602: self = isLoneWrite ? .timeout : .unavailable
        // Unreachable members, rights, locks, conflicts, cursors and transactions that are gone, no longer the primary,
        // no space.
        case 6, 7, 13, 18, 24, 43, 89, 112, 133, 134, 225, 246, 251, 290, 9001, 10107, 13435, 13436, 14031:
            self = .unavailable
        default: return nil
        }
    }
}
