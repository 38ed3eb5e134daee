import Chat
import Testing

@testable import Gateway

struct AccountClosingsTests {
    private let user = UserID(rawValue: 7)
    private let other = UserID(rawValue: 8)

    @Test("A login that began before its account was closed is found out")
    func overtaken() throws {
        let (user, other) = (try #require(user), try #require(other))
        var closings = AccountClosings()
        let begin = closings.loginBegins()
        closings.note(user)
        #expect(closings.contains(user, since: begin))
        #expect(!closings.contains(other, since: begin))
    }

    @Test("A login that began later is the auth service's to judge")
    func later() throws {
        let user = try #require(user)
        var closings = AccountClosings()
        _ = closings.loginBegins()
        closings.note(user)
        #expect(!closings.contains(user, since: closings.loginBegins()))
    }

    @Test("What nobody can ask for any more is forgotten")
    func forgotten() throws {
        let user = try #require(user)
        var closings = AccountClosings()
        let begin = closings.loginBegins()
        closings.note(user)
        closings.loginEnds()
        #expect(!closings.contains(user, since: begin))
    }
}
