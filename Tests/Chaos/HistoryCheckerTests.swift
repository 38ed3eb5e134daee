import Testing

/// The checker finds what it is there for.
@Suite struct HistoryCheckerTests {
    /// A run in which all went well: ten messages, of which eight were acknowledged, two listeners, two readers.
    private let good: Histories = {
        let messages = (1...10).map { Placed(place: $0, text: "text-\($0)") }
        return Histories(
            published: Set(messages.map(\.text) + ["never stored", "refused"]),
            acknowledged: Array(messages.prefix(8)) + messages[2...3],
            refused: ["refused"],
            heard: [
                Hearing(head: 0, messages: messages), Hearing(head: 3, messages: Array(messages[2...5]), bannedFrom: 7),
                Hearing(head: 6, messages: Array(messages[6...])), Hearing(messages: []),
            ],
            stored: [messages, messages])
    }()

    @Test("It finds nothing where all went well")
    func nothing() {
        #expect(HistoryChecker.faults(in: good).isEmpty)
    }

    @Test("It finds an acknowledged message that is lost")
    func loss() {
        var histories = good
        histories.stored = histories.stored.map { messages in
            messages.prefix(4) + messages.dropFirst(5).map { Placed(place: $0.place - 1, text: $0.text) }
        }
        #expect(!HistoryChecker.faults(in: histories).isEmpty)
    }

    @Test("It finds a message that was acknowledged and never stored")
    func earlyAcknowledgement() {
        var histories = good
        histories.acknowledged.append(Placed(place: 11, text: "never stored"))
        #expect(HistoryChecker.faults(in: histories) == ["never stored was acknowledged at 11, where nothing is"])
    }

    @Test("It finds a hole")
    func hole() {
        var histories = good
        histories.heard = []
        histories.stored = histories.stored.map { Array($0.prefix(8)) + [$0[9]] }
        #expect(HistoryChecker.faults(in: histories) == ["10 is stored where 9 should be"])
    }

    @Test("It finds a message that is stored twice")
    func duplicate() {
        var histories = good
        histories.stored = histories.stored.map { $0 + [Placed(place: 11, text: "text-3")] }
        #expect(HistoryChecker.faults(in: histories) == ["text-3 is stored twice"])
    }

    @Test("It finds a message that nobody published")
    func phantom() {
        var histories = good
        histories.stored = histories.stored.map { $0 + [Placed(place: 11, text: "phantom")] }
        #expect(HistoryChecker.faults(in: histories) == ["nobody published phantom"])
    }

    @Test("It finds readers that do not agree")
    func disagreement() {
        var histories = good
        histories.stored[1].removeLast()
        #expect(HistoryChecker.faults(in: histories) == ["two readers find different things"])
    }

    @Test("It finds what a listener missed, heard twice, or heard in another order")
    func listeners() {
        let changes: [@Sendable (inout [Placed]) -> Void] = [
            { $0.remove(at: 4) }, { $0.insert($0[4], at: 5) }, { $0.swapAt(4, 5) },
        ]
        for change in changes {
            var histories = good
            change(&histories.heard[0].messages)
            #expect(!HistoryChecker.faults(in: histories).isEmpty)
        }
    }

    @Test("It finds a listener that was told something else")
    func otherText() {
        var histories = good
        histories.heard[1].messages[0] = Placed(place: 3, text: "text-4")
        #expect(HistoryChecker.faults(in: histories) == ["text-4 was heard at 3"])
    }

    @Test("It finds an author who was told two places for one message")
    func twoPlaces() {
        var histories = good
        histories.acknowledged.append(Placed(place: 9, text: "text-3"))
        #expect(HistoryChecker.faults(in: histories) == ["text-3 was acknowledged at 9, where text-9 is"])
    }

    @Test("It finds a message that was refused and stored all the same")
    func refusal() {
        var histories = good
        histories.refused.insert("text-9")
        #expect(HistoryChecker.faults(in: histories) == ["text-9 was refused, and is stored"])
    }

    @Test("It finds what fell between a listener's coming and the first message")
    func coming() {
        var histories = good
        histories.heard[2].head = 5
        #expect(HistoryChecker.faults(in: histories) == ["7 was the first heard by one who came at 5"])
    }

    @Test("It finds one who hears on when banned")
    func ban() {
        var histories = good
        histories.heard[1].bannedFrom = 6
        #expect(HistoryChecker.faults(in: histories) == ["6 was heard by one banned before 6"])
    }

    @Test("It finds that nothing happened at all")
    func nothingAcknowledged() {
        var histories = good
        histories.acknowledged = []
        #expect(HistoryChecker.faults(in: histories) == ["nothing was acknowledged"])
    }
}
