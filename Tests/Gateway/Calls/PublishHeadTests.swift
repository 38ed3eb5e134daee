import Chat
import JSON
import Testing

@testable import Gateway

@Suite("The head of a publish") struct PublishHeadTests {
    private func head(_ text: String?) throws -> PublishHead {
        try PublishHead(text.map { RawJSON(trusting: Array($0.utf8)) })
    }

    private func refusal(_ text: String) -> ReplyCode? {
        do throws(Refusal) {
            _ = try PublishHead(RawJSON(trusting: Array(text.utf8)))
            return nil
        } catch {
            return error.code
        }
    }

    @Test("is passed on as it came where nothing is amiss")
    func asItCame() throws {
        for text in [#"{ "mime" : "x" }"#, #"{"webrtc":null}"#, #"{"webrtc":"started"}"#] {
            #expect(try head(text).bytes == Array(text.utf8))
        }
        for text in [nil, "null", "{}"] { #expect(try head(text).bytes.isEmpty) }
    }

    @Test("loses what only the server says")
    func ours() throws {
        let cleaned = try head(#"{"sender":"usrx","webrtc-duration":5,"mime":"x"}"#)
        #expect(cleaned.bytes == Array(#"{"mime":"x"}"#.utf8))
    }

    @Test("starts a call only where it says so")
    func startsCall() throws {
        #expect(try head(#"{"webrtc":"started"}"#).startsCall)
        for text in [#"{"webrtc":null}"#, #"{"mime":"x"}"#, "{}"] { #expect(try !head(text).startsCall) }
    }

    @Test(
        "forges no state of a call",
        arguments: ["accepted", "finished", "missed", "declined", "disconnected", "busy", "Started", ""])
    func forged(state: String) {
        #expect(refusal(#"{"webrtc":"\#(state)"}"#) == .permissionDenied)
        #expect(refusal(#"{"webrtc":"\#(state)","replace":":2"}"#) == .permissionDenied)
        #expect(refusal(#"{"webrtc":1}"#) == .permissionDenied)
    }

    @Test("starts no call in place of a message")
    func replacing() {
        #expect(refusal(#"{"webrtc":"started","replace":":2"}"#) == .malformed)
    }
}
