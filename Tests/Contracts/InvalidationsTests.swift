import Contracts
import Testing

@Suite("Which topics changed lately")
struct InvalidationsTests {
    private var changes = Invalidations()

    @Test("An answer holds until its topic changes, and one that is asked for afterwards holds again")
    mutating func topic() {
        let before = changes.moment
        changes.note("grpB")
        #expect(changes.holds("grpA", since: before))
        changes.note("grpA")
        #expect(!changes.holds("grpA", since: before))
        #expect(changes.holds("grpA", since: changes.moment))
    }

    @Test("No answer holds that was asked for before everything changed")
    mutating func all() {
        let before = changes.moment
        changes.noteAll()
        #expect(!changes.holds("grpA", since: before))
        #expect(changes.holds("grpA", since: changes.moment))
    }

    @Test("More changes than are remembered count as a change of everything")
    mutating func many() {
        let before = changes.moment
        for number in 0...Invalidations.capacity { changes.note("grp\(number)") }
        #expect(!changes.holds("grpA", since: before))
        changes.note("grpB")
        #expect(changes.holds("grpA", since: changes.moment - 1))
        #expect(!changes.holds("grpB", since: changes.moment - 1))
    }
}
