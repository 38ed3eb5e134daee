import Chat
import Testing

@testable import CallToken

@Suite("A call") struct CallTests {
    private let rings = [CallNotice(event: .ringing, from: .bob, audience: .session(.caller))]
    private func over(_ user: UserID?) -> [CallNotice] {
        [CallNotice(event: .hangUp, from: user, audience: .everyone)]
    }

    // MARK: Beginning

    @Test("rings as soon as its first message has a place")
    func placed() {
        var call = Call.placing(at: 1000)
        #expect(call.due == 21_000)
        let told = call.place(at: 7, now: 2000, timeout: 30_000)
        #expect(told == [])
        #expect(call.stage == .ringing)
        #expect(call.sequence == 7)
        #expect(call.due == 32_000)
        #expect(call.reports.isEmpty)
    }

    @Test("is placed once")
    func placedAgain() {
        var call = Call.ringing()
        let told = call.place(at: 9, now: 1000, timeout: 30_000)
        #expect(told == nil)
        #expect(call.sequence == 7)
    }

    @Test("whose caller left meanwhile ends when it has a place", arguments: [1, 2])
    func abandoned(times: Int) {
        var call = Call.placing()
        for time in 1...times {
            let told = call.leave("n1/1", now: 1500)
            #expect(told == (time == 1 ? [] : nil))
        }
        #expect(call.isLive)
        let told = call.place(at: 7, now: 2000, timeout: 30_000)
        #expect(told == over(nil))
        #expect(call.ending == .disconnected)
        #expect(call.reports == [CallReport(state: "disconnected", sender: nil, duration: nil)])
    }

    @Test("hears nothing while it is being placed", arguments: CallEvent.allCases)
    func early(event: CallEvent) {
        var call = Call.placing()
        for party in [CallParty.caller, .callee] {
            let told = call.take(event, from: party, now: 2000)
            #expect(told == nil)
        }
    }

    // MARK: Ringing

    @Test("rings at the callee's devices, which the caller hears", arguments: [CallParty.callee, .calleesOther])
    func ringing(device: CallParty) {
        var call = Call.ringing()
        let before = call
        let told = call.take(.ringing, from: device, now: 2000)
        #expect(told == rings)
        #expect(call == before)
    }

    @Test("is accepted by one device, and the others stop ringing")
    func accepted() {
        var call = Call.ringing()
        let told = call.take(.accept, from: .callee, now: 5000)
        #expect(
            told == [
                CallNotice(event: .accept, from: .bob, audience: .session(.caller)),
                CallNotice(event: .accept, from: .bob, audience: .others(of: .bob, except: "n2/3")),
            ])
        #expect(call.stage == .accepted)
        #expect(call.callee == .callee)
        #expect(call.acceptedAt == 5000)
        #expect(call.reports == [CallReport(state: "accepted", sender: .bob, duration: nil)])
    }

    @Test("is accepted once", arguments: [CallParty.callee, .calleesOther])
    func acceptedAgain(device: CallParty) {
        var call = Call.accepted()
        for event in [CallEvent.accept, .ringing] {
            let told = call.take(event, from: device, now: 6000)
            #expect(told == nil)
        }
        #expect(call.callee == .callee)
    }

    @Test(
        "is not accepted by anybody else, nor rings there",
        arguments: [CallParty.caller, .callersOther, .stranger], [CallEvent.accept, .ringing])
    func notTheirs(party: CallParty, event: CallEvent) {
        var call = Call.ringing()
        let told = call.take(event, from: party, now: 2000)
        #expect(told == nil)
    }

    @Test(
        "that is not accepted is missed when the caller hangs up, declined when the callee does",
        arguments: zip([CallParty.caller, .callee, .calleesOther], [CallEnding.missed, .declined, .declined]))
    func notAccepted(party: CallParty, ending: CallEnding) {
        var call = Call.ringing()
        let told = call.take(.hangUp, from: party, now: 4000)
        #expect(told == over(party.user))
        #expect(call.ending == ending)
        let sender: UserID? = party.user == .alice ? nil : .bob
        #expect(call.reports == [CallReport(state: ending.rawValue, sender: sender, duration: nil)])
    }

    @Test(
        "is not hung up by another device of the caller's, or by a stranger",
        arguments: [CallParty.callersOther, .stranger])
    func notTheirsToEnd(party: CallParty) {
        var call = Call.ringing()
        let told = call.take(.hangUp, from: party, now: 4000)
        #expect(told == nil)
    }

    @Test("is missed when it has rung long enough")
    func missed() {
        var call = Call.ringing()
        let early = call.expire(now: 30_999)
        #expect(early == nil)
        let told = call.expire(now: 31_000)
        #expect(told == over(nil))
        #expect(call.reports == [CallReport(state: "missed", sender: nil, duration: nil)])
    }

    // MARK: Talking

    @Test(
        "carries what the two agree on to the other one, and to nobody else",
        arguments: [CallEvent.offer, .answer, .candidate])
    func negotiation(event: CallEvent) {
        var call = Call.accepted()
        let before = call
        let toCallee = call.take(event, [1], from: .caller, now: 6000)
        #expect(toCallee == [CallNotice(event: event, from: .alice, payload: [1], audience: .session(.callee))])
        let toCaller = call.take(event, [2], from: .callee, now: 6000)
        #expect(toCaller == [CallNotice(event: event, from: .bob, payload: [2], audience: .session(.caller))])
        for party in [CallParty.callersOther, .calleesOther, .stranger] {
            let told = call.take(event, [3], from: party, now: 6000)
            #expect(told == nil)
        }
        #expect(call == before)
        var unanswered = Call.ringing()
        let told = unanswered.take(event, [4], from: .caller, now: 6000)
        #expect(told == nil)
    }

    @Test("is finished by either of the two, after a time", arguments: [CallParty.caller, .callee])
    func finished(party: CallParty) {
        var call = Call.accepted()
        let told = call.take(.hangUp, from: party, now: 8020)
        #expect(told == over(party.user))
        let sender: UserID? = party.user == .alice ? nil : .bob
        #expect(
            call.reports == [
                CallReport(state: "accepted", sender: .bob, duration: nil),
                CallReport(state: "finished", sender: sender, duration: 3020),
            ])
    }

    @Test("is not finished by those who do not talk", arguments: [CallParty.callersOther, .calleesOther, .stranger])
    func others(party: CallParty) {
        var call = Call.accepted()
        let told = call.take(.hangUp, from: party, now: 8000)
        #expect(told == nil)
        let left = call.leave(party.session, now: 8000)
        #expect(left == nil)
    }

    @Test("is over when one of the two is gone", arguments: ["n1/1", "n2/3"])
    func gone(session: String) {
        var call = Call.accepted()
        _ = call.acceptanceIsTold()
        let told = call.leave(session, now: 8000)
        #expect(told == over(nil))
        #expect(call.reports == [CallReport(state: "disconnected", sender: nil, duration: nil)])
    }

    @Test("that rings is over when the caller is gone, and nobody else")
    func callerGone() {
        var call = Call.ringing()
        for session in ["n2/3", "n1/2", ""] {
            let told = call.leave(session, now: 2000)
            #expect(told == nil)
        }
        let told = call.leave("n1/1", now: 2000)
        #expect(told == over(nil))
        #expect(call.ending == .disconnected)
    }

    @Test("goes on undisturbed for a day once its acceptance is told")
    func undisturbed() {
        var call = Call.accepted()
        #expect(call.due > 0)
        let told = call.acceptanceIsTold()
        #expect(told == [])
        let end: Int64 = 5000 + 24 * 3_600_000
        #expect(call.due == end)
        #expect(call.reports.isEmpty)
        let again = call.acceptanceIsTold()
        #expect(again == nil)
        let early = call.expire(now: end - 1)
        #expect(early == nil)
        let expired = call.expire(now: end)
        #expect(expired == over(nil))
        #expect(call.ending == .disconnected)
    }

    // MARK: After the end

    @Test("that has ended stays so, and is tried again until it is told")
    func ended() {
        var call = Call.ringing()
        _ = call.take(.hangUp, from: .callee, now: 4000)
        for event in CallEvent.allCases {
            for party in [CallParty.caller, .callee] {
                let told = call.take(event, from: party, now: 5000)
                #expect(told == nil)
            }
        }
        let left = call.leave("n1/1", now: 5000)
        #expect(left == nil)
        let told = call.expire(now: 6000)
        #expect(told == [])
        #expect(call.due == 8000)
        #expect(call.ending == .declined)
        #expect(call.reports.count == 1)
    }
}
