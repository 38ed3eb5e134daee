import JSON
import TestKit
import Testing

@testable import Gateway

@Suite struct MalformedMessageTests {
    private func fault(_ text: String) throws -> MalformedMessage {
        try #require(throws: MalformedMessage.self) { try ClientMessage(parsing: Array(text.utf8)) }
    }

    @Test(
        "A frame that is no request is refused",
        arguments: [
            "", " ", "1", "null", "[]", "\"hi\"", "{", "{}", #"{"hi":null}"#, #"{"foo":{"id":"1"}}"#, #"{"hi":{}"#,
        ])
    func noRequest(text: String) throws {
        let fault = try fault(text)
        #expect(fault.id == nil)
        #expect(fault.topic == nil)
    }

    @Test("A frame with two requests is refused, even of one kind")
    func twoRequests() throws {
        #expect(try fault(#"{"hi":{"id":"1"},"login":{}}"#).reason == .severalRequests)
        #expect(try fault(#"{"hi":{},"hi":{}}"#).reason == .severalRequests)
        #expect(try fault(#"{"extra":{}}"#).reason == .noRequest)
    }

    @Test(
        "A field of the wrong type is refused",
        arguments: [
            #"{"hi":[]}"#, #"{"hi":"x"}"#, #"{"hi":{"ver":1}}"#, #"{"hi":{"bkg":"x"}}"#, #"{"acc":{"tags":"x"}}"#,
            #"{"acc":{"tags":[1]}}"#, #"{"acc":{"desc":[]}}"#, #"{"acc":{"cred":{}}}"#, #"{"acc":{"cred":[1]}}"#,
            #"{"acc":{"desc":{"defacs":"JRW"}}}"#, #"{"login":{"secret":"not base64!"}}"#,
            #"{"login":{"secret":"YQ"}}"#,
            #"{"sub":{"set":[]}}"#, #"{"sub":{"get":"desc"}}"#, #"{"sub":{"get":{"what":["desc"]}}}"#,
            #"{"sub":{"get":{"sub":{"ims":"yesterday"}}}}"#, #"{"pub":{"head":"x"}}"#, #"{"pub":{"noecho":1}}"#,
            #"{"get":{"data":{"limit":1.5}}}"#, #"{"get":{"data":{"limit":9223372036854775808}}}"#,
            #"{"get":{"data":{"ranges":[5]}}}"#, #"{"set":{"aux":[]}}"#, #"{"del":{"delseq":{"low":1}}}"#,
            #"{"note":{"seq":"1"}}"#, #"{"pub":{},"extra":[]}"#, #"{"pub":{},"extra":{"attachments":[1]}}"#,
            #"{"pub":{"content":{"a":tru}}}"#, "{\"pub\":{\"content\":\"\u{1}\"}}",
        ])
    func wrongType(text: String) throws {
        guard case .json = try fault(text).reason else {
            Issue.record("not a JSON fault")
            return
        }
    }

    @Test("The number and the topic are told where they can be read, before the fault or behind it")
    func identity() throws {
        let before = try fault(#"{"pub":{"id":"5","topic":"grpA","head":1}}"#)
        #expect(before.id == "5")
        #expect(before.topic == "grpA")
        let behind = try fault(#"{"extra":{"id":"no"},"get":{"data":{"since":"x","id":"no"},"topic":"me","id":"6"}}"#)
        #expect(behind.id == "6")
        #expect(behind.topic == "me")
        let cut = try fault(#"{"sub":{"id":"7","topic":"m"#)
        #expect(cut.id == "7")
        #expect(cut.topic == nil)
        #expect(try fault(#"{"pub":{"id":8}}"#).id == nil)
        #expect(try fault(#"{"hi":{"id":"9"},"pub":{}}"#).id == "9")
    }

    @Test("No frame is too strange to be refused", arguments: SplitMix64.seeds)
    func fuzz(seed: UInt64) {
        var random = SplitMix64(seed)
        let frames = [
            #"{"pub":{"id":"6","topic":"grpA","content":{"txt":"é\u00e9"},"head":{"a":1},"noecho":true},"extra":{"key":"k"}}"#,
            #"{"sub":{"id":"4","topic":"me","get":{"what":"desc sub","data":{"since":1,"ranges":[{"low":1,"hi":2}]}}}}"#,
            #"{"acc":{"user":"new1","secret":"YW5u","tags":["a"],"desc":{"public":{}},"cred":[{"meth":"email"}]}}"#,
        ].map { Array($0.utf8) }
        for _ in 0..<3000 {
            var frame = frames[Int.random(in: frames.indices, using: &random)]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: frame.indices, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: frame[place] = UInt8.random(in: 0...255, using: &random)
                case 1: frame.insert(Array(#"{}[]",:1n"#.utf8)[Int.random(in: 0..<9, using: &random)], at: place)
                default: frame.removeLast(Int.random(in: 0...(frame.count - 1), using: &random))
                }
            }
            _ = try? ClientMessage(parsing: frame)
        }
    }
}
