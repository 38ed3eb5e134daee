import JSON
import Testing

@testable import Gateway

@Suite struct ControlMessageTests {
    private let at: Int64 = 1_795_216_610_377

    private func text(_ message: ControlMessage) -> String { String(decoding: message.encoded(), as: UTF8.self) }

    @Test("Fields stand in their order, and what is absent is left out")
    func fields() {
        #expect(
            text(ControlMessage(.ok, id: "3", topic: "me", at: at))
                == #"{"ctrl":{"id":"3","topic":"me","code":200,"text":"ok","ts":"2026-11-20T23:16:50.377Z"}}"#)
        #expect(
            text(ControlMessage(.malformed, id: "", at: at))
                == #"{"ctrl":{"code":400,"text":"malformed","ts":"2026-11-20T23:16:50.377Z"}}"#)
        #expect(
            text(ControlMessage(.authReset, id: "2", at: 1_795_216_624_673))
                == #"{"ctrl":{"id":"2","code":301,"text":"auth reset","ts":"2026-11-20T23:17:04.673Z"}}"#)
    }

    @Test("Parameters stand in front of the code, in the order given")
    func parameters() {
        let accepted = ControlMessage(
            .accepted, id: "9", topic: "sys", parameters: [ControlParameter("seq", .int(2))], at: 1_795_216_613_097)
        #expect(
            text(accepted)
                == #"{"ctrl":{"id":"9","topic":"sys","params":{"seq":2},"code":202,"text":"accepted","#
                + #""ts":"2026-11-20T23:16:53.097Z"}}"#)
        let delivered = ControlMessage(
            .delivered, id: "9", topic: "grp6nLmzQG8w5U",
            parameters: [ControlParameter("count", .int(2)), ControlParameter("what", .string("data"))],
            at: 1_795_215_798_233)
        #expect(
            text(delivered)
                == #"{"ctrl":{"id":"9","topic":"grp6nLmzQG8w5U","params":{"count":2,"what":"data"},"code":208,"#
                + #""text":"delivered","ts":"2026-11-20T23:03:18.233Z"}}"#)
        let evicted = ControlMessage(
            .evicted, topic: "grp6nLmzQG8w5U", parameters: [ControlParameter("unsub", .bool(false))],
            at: 1_795_215_809_624)
        #expect(
            text(evicted)
                == #"{"ctrl":{"topic":"grp6nLmzQG8w5U","params":{"unsub":false},"code":205,"text":"evicted","#
                + #""ts":"2026-11-20T23:03:29.624Z"}}"#)
    }

    @Test("One value may stand in place of parameters")
    func value() {
        var message = ControlMessage(.ok, id: "20", at: 1_795_216_625_734)
        message.value = .null
        #expect(
            text(message)
                == #"{"ctrl":{"id":"20","params":null,"code":200,"text":"ok","ts":"2026-11-20T23:17:05.734Z"}}"#)
    }

    @Test("Strings of the client come back escaped")
    func escapes() {
        #expect(
            text(ControlMessage(.topicNotFound, id: "a\"b", topic: "\n", at: 0))
                == #"{"ctrl":{"id":"a\"b","topic":"\n","code":404,"text":"topic not found","ts":"1970-01-01T00:00:00Z"}}"#
        )
    }

    @Test(
        "Clients match codes and texts",
        arguments: [
            (ReplyCode.ok, 200, "ok"), (.created, 201, "created"), (.accepted, 202, "accepted"),
            (.noContent, 204, "no content"), (.evicted, 205, "evicted"), (.serverShutdown, 205, "server shutdown"),
            (.delivered, 208, "delivered"), (.validateCredentials, 300, "validate credentials"),
            (.challenge, 300, "challenge"), (.authReset, 301, "auth reset"), (.useOther, 303, "use other"),
            (.alreadySubscribed, 304, "already subscribed"), (.notJoined, 304, "not joined"),
            (.noAction, 304, "no action"), (.notModified, 304, "not modified"), (.found, 307, "found"),
            (.malformed, 400, "malformed"), (.authenticationRequired, 401, "authentication required"),
            (.authenticationFailed, 401, "authentication failed"),
            (.unknownAuthenticationScheme, 401, "unknown authentication scheme"),
            (.permissionDenied, 403, "permission denied"), (.apiKeyRequired, 403, "valid API key required"),
            (.invalidSession, 403, "invalid or expired session"), (.topicNotFound, 404, "topic not found"),
            (.userNotFound, 404, "user not found"), (.notFound, 404, "not found"),
            (.notAllowed, 405, "operation or method not allowed"),
            (.alreadyAuthenticated, 409, "already authenticated"),
            (.duplicateCredential, 409, "duplicate credential"), (.attachFirst, 409, "must attach first"),
            (.alreadyExists, 409, "already exists"), (.commandOutOfSequence, 409, "command out of sequence"),
            (.gone, 410, "gone"), (.tooLarge, 413, "too large"), (.policyViolation, 422, "policy violation"),
            (.tooManyRequests, 429, "too many requests"), (.busyHere, 486, "busy here"),
            (.internalError, 500, "internal error"), (.notImplemented, 501, "not implemented"),
            (.serviceUnavailable, 503, "service unavailable"), (.timeout, 504, "timeout"),
            (.versionNotSupported, 505, "version not supported"),
        ])
    func codes(code: ReplyCode, number: Int, text: String) {
        #expect(code.number == number)
        #expect(code.text == text)
    }
}
