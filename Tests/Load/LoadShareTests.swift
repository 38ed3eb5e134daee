import Testing

@testable import Load

@Suite struct LoadShareTests {
    @Test("The parts of all shares make the whole, and differ by one at most", arguments: [0, 1, 5, 64, 100_000])
    func parts(_ total: Int) throws {
        for count in 1...7 {
            let parts = try (1...count).map { try LoadShare("\($0)/\(count)", meetingIn: "/somewhere").part(of: total) }
            #expect(parts.reduce(0, +) == total)
            #expect((parts.max() ?? 0) - (parts.min() ?? 0) <= 1)
        }
    }

    @Test("What is no share is refused", arguments: ["", "1", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2"])
    func unusable(_ text: String) {
        #expect(throws: LoadFailure.self) { try LoadShare(text, meetingIn: "/somewhere") }
    }

    @Test("Shares meet in a folder, once")
    func meeting() throws {
        let files = try TemporaryPath()
        let shares = try (1...2).map { try LoadShare("\($0)/2", meetingIn: files.path) }
        for share in shares { try share.prepare() }
        #expect(throws: LoadFailure.self) { try shares[0].prepare() }
        shares[1].tell("ready", "second")
        #expect(shares[0].words("ready") == nil)
        #expect(shares[0].word("ready", from: 2) == "second")
        shares[0].tell("ready", "first")
        #expect(shares[1].words("ready") == ["first", "second"])
    }

    @Test("One share needs no folder")
    func alone() throws {
        let share = try LoadShare("1/1", meetingIn: nil)
        try share.prepare()
        #expect(share.isFirst)
        #expect(share.part(of: 7) == 7)
        #expect(throws: LoadFailure.self) { try LoadShare("1/2", meetingIn: nil) }
    }
}
