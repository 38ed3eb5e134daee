import Testing

@testable import Load

@Suite struct SequenceWatchTests {
    @Test("Numbers in order are what is wanted")
    func inOrder() {
        var watch = SequenceWatch()
        watch.begin(after: 7)
        for number: Int64 in 8...20 { #expect(watch.take(number) == .next) }
        #expect(watch.lost == 0)
        #expect(watch.head == 20)
    }

    @Test("Without a beginning, the first number is it")
    func noBeginning() {
        var watch = SequenceWatch()
        #expect(watch.take(5) == .next)
        watch.begin(after: 9)
        #expect(watch.take(6) == .next)
    }

    @Test("A gap is lost until it is filled, and a number that was there is a duplicate")
    func gaps() {
        var watch = SequenceWatch()
        watch.begin(after: 0)
        #expect(watch.take(3) == .ahead(missing: 2))
        #expect(watch.lost == 2)
        #expect(watch.take(2) == .late)
        #expect(watch.take(2) == .duplicate)
        #expect(watch.take(3) == .duplicate)
        #expect(watch.lost == 1)
        #expect(watch.take(4) == .next)
        #expect(watch.take(1) == .late)
        #expect(watch.lost == 0)
    }

    @Test("A gap without end is counted, not remembered")
    func hugeGap() {
        var watch = SequenceWatch()
        watch.begin(after: 0)
        #expect(watch.take(1_000_000_000) == .ahead(missing: 999_999_999))
        #expect(watch.lost == 999_999_999)
    }

    @Test("A round is over when the last copy is there")
    func rounds() {
        var table = RoundTable()
        table.note(7, due: 100, at: 150)
        table.note(9, due: 120, at: 160)
        table.note(7, due: 100, at: 190)
        table.note(7, due: 100, at: 170)
        table.note(6, due: 1, at: 2)
        #expect(
            table.rounds == [
                Round(number: 7, due: 100, last: 190, copies: 3), Round(number: 9, due: 120, last: 160, copies: 1),
            ])
    }
}
