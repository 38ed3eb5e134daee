import JSON
import Testing

/// What an expected frame takes for itself, and what not.
@Suite struct FramePatternTests {
    private let ctrl = #"{"ctrl":{"code":200,"text":"ok","ts":"2026-01-01T00:00:00.000Z"}}"#

    private func matches(_ pattern: String, _ frame: String, _ names: inout [String: String]) throws -> Bool {
        try FramePattern(pattern).matches(RawJSON(validating: Array(frame.utf8)), &names)
    }

    private func matches(_ pattern: String, _ frame: String) throws -> Bool {
        var names: [String: String] = [:]
        return try matches(pattern, frame, &names)
    }

    @Test("The time need not be written, and must be there")
    func time() throws {
        #expect(try matches(#"{"ctrl":{"code":200,"text":"ok"}}"#, ctrl))
        #expect(try matches(#"{"ctrl":{"code":200,"text":"ok","ts":"$time"}}"#, ctrl))
        let unstamped = #"{"ctrl":{"code":200,"text":"ok"}}"#
        #expect(try !matches(#"{"ctrl":{"code":200,"text":"ok"}}"#, unstamped))
        #expect(try !matches(#"{"ctrl":{"code":200,"text":"ok","ts":"$time"}}"#, unstamped))
        #expect(try !matches(#"{"ctrl":{"code":200,"text":"ok","ts":"$any"}}"#, unstamped))
        #expect(try !matches(#"{"info":{"what":"kp","ts":"$time"}}"#, #"{"info":{"what":"kp"}}"#))
        #expect(try !matches(#"{"ctrl":{"code":200}}"#, #"{"ctrl":{"code":200,"ts":"yesterday"}}"#))
    }

    @Test("A field too many, too few or different makes another frame")
    func fields() throws {
        #expect(try !matches(#"{"ctrl":{"code":200}}"#, ctrl))
        #expect(try !matches(#"{"ctrl":{"code":200,"text":"ok","id":"1"}}"#, ctrl))
        #expect(try !matches(#"{"ctrl":{"code":201,"text":"ok"}}"#, ctrl))
    }

    @Test("A name has one value, and a frame that is none leaves it as it was")
    func names() throws {
        var names: [String: String] = [:]
        let pattern = #"{"pres":{"src":"$who","act":"$who"}}"#
        #expect(try !matches(pattern, #"{"pres":{"src":"a","act":"b"}}"#, &names))
        #expect(names.isEmpty)
        #expect(try matches(pattern, #"{"pres":{"src":"a","act":"a"}}"#, &names))
        #expect(names == ["who": "a"])
        #expect(try !matches(pattern, #"{"pres":{"src":"b","act":"b"}}"#, &names))
    }

    @Test("In any order, a partner that does not fit leaves no names behind")
    func candidates() throws {
        var names: [String: String] = [:]
        let pattern = #"{"pres":{"sub":[{"user":"$one","mode":"B"},{"user":"$two","mode":"A"}]}}"#
        #expect(try matches(pattern, #"{"pres":{"sub":[{"user":"a","mode":"A"},{"user":"b","mode":"B"}]}}"#, &names))
        #expect(names == ["one": "b", "two": "a"])
    }

    @Test("In any order, a partner is given up when another one needs it")
    func givingUp() throws {
        var names: [String: String] = [:]
        let pattern = #"{"pres":{"sub":["$one",{"user":"$any"},"a"]}}"#
        #expect(try matches(pattern, #"{"pres":{"sub":["a","b",{"user":"c"}]}}"#, &names))
        #expect(names == ["one": "b"])
        #expect(try !matches(pattern, #"{"pres":{"sub":["a","a",{"user":"c"}]}}"#, &names))
    }

    @Test("Other lists are in order")
    func lists() throws {
        #expect(try matches(#"{"pres":{"tags":["a","b"]}}"#, #"{"pres":{"tags":["a","b"]}}"#))
        #expect(try !matches(#"{"pres":{"tags":["a","b"]}}"#, #"{"pres":{"tags":["b","a"]}}"#))
        #expect(try !matches(#"{"pres":{"tags":["a"]}}"#, #"{"pres":{"tags":["a","b"]}}"#))
    }
}
