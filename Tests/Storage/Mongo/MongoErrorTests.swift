import Testing

@testable import Storage

@Suite struct MongoErrorTests {
    private static func failure(
        _ code: UInt32, isLoneWrite: Bool = false, isCommitUnknown: Bool = false
    ) -> MongoFailure {
        var failure = MongoFailure(serverCode: code)
        failure.isLoneWrite = isLoneWrite
        failure.isCommitUnknown = isCommitUnknown
        return failure
    }

    @Test(
        "What the server says is told in the words of a store",
        arguments: [
            (11000, .conflict), (50, .timeout), (262, .timeout), (112, .unavailable), (10107, .unavailable),
            (14031, .unavailable), (251, .unavailable), (59, nil), (2, nil),
        ] as [(UInt32, StoreError?)])
    func codes(_ code: UInt32, _ error: StoreError?) {
        #expect(StoreError(translatingMongo: Self.failure(code)) == error)
    }

    @Test(
        "A server that stops may have done a lone write, but nothing of a transaction", arguments: [91, 11600, 11602])
    func stopping(_ code: UInt32) {
        #expect(StoreError(translatingMongo: Self.failure(code)) == .unavailable)
        #expect(StoreError(translatingMongo: Self.failure(code, isLoneWrite: true)) == .timeout)
    }

    @Test("A commit of which nothing was heard may have been done, whatever the code", arguments: [91, 50, 6])
    func unknownCommit(_ code: UInt32) {
        #expect(StoreError(translatingMongo: Self.failure(code, isCommitUnknown: true)) == .timeout)
    }

    @Test("What is no failure of a store is left to the caller")
    func foreign() {
        #expect(StoreError(translatingMongo: CancellationError()) == nil)
        #expect(StoreError(translatingMongo: MongoDuplicate(index: 0, fields: [])) == .conflict)
        #expect(StoreError(translatingMongo: MongoBeginAgain()) == .unavailable)
    }
}
