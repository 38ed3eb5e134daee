import Chat
import Contracts
import Testing

@testable import CallToken

@Suite("A message about a call") struct CallReportTests {
    private func head(_ call: Call, _ report: CallReport) -> String {
        String(decoding: call.submission(of: report, now: 9).head, as: UTF8.self)
    }

    @Test("replaces the first one and keeps what kind of call it is")
    func accepted() {
        var call = Call.placing(
            head: #"{"aonly":true,"x-mine":1,"mime":"application/x-tinode-webrtc","webrtc":"started"}"#)
        _ = call.place(at: 2, now: 0, timeout: 1)
        let report = CallReport(state: "accepted", sender: .bob, duration: nil)
        #expect(
            head(call, report)
                == #"{"aonly":true,"mime":"application/x-tinode-webrtc","replace":":2","sender":"\#(UserID.bob)","#
                + #""webrtc":"accepted"}"#)
    }

    @Test("says how long the two have talked")
    func finished() {
        let report = CallReport(state: "finished", sender: nil, duration: 3020)
        #expect(
            head(.accepted(), report) == #"{"mime":"x","replace":":7","webrtc":"finished","webrtc-duration":3020}"#)
    }

    @Test("says the state even where the first one said nothing else")
    func bare() {
        var call = Call.placing(head: "")
        _ = call.place(at: 3, now: 0, timeout: 1)
        #expect(
            head(call, CallReport(state: "missed", sender: nil, duration: nil))
                == #"{"replace":":3","webrtc":"missed"}"#)
    }

    @Test("is the caller's, has the content of the first, and one key for each state of each call")
    func submission() {
        let call = Call.accepted()
        let reports = ["accepted", "finished"].map { CallReport(state: $0, sender: nil, duration: nil) }
        let submissions = reports.map { call.submission(of: $0, now: 9) }
        for submission in submissions {
            #expect(submission.topic == "\(call.topic)")
            #expect(submission.sender == UserID.alice.rawValue)
            #expect(submission.content == call.content)
            #expect(submission.origin == nil)
            #expect(submission.idempotencyKey.utf8.count <= 2 * Limits.idempotencyKey)
        }
        #expect(submissions[0].idempotencyKey != submissions[1].idempotencyKey)
        #expect(call.submission(of: reports[0], now: 10).idempotencyKey == submissions[0].idempotencyKey)
        #expect(Call.accepted().submission(of: reports[0], now: 9).idempotencyKey != submissions[0].idempotencyKey)
    }
}
