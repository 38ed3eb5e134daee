import TestKit

/// Frames that a broken or hostile client could send: the same for the same seed.
struct FrameFuzzer {
    /// Where chance comes from.
    var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed)
    }

    private static let frames = [
        #"{"hi":{"id":"1","ver":"0.25","ua":"x","dev":"d","lang":"en"}}"#,
        #"{"login":{"id":"1","scheme":"token","secret":"AAAAAAAAAAAAAAAAAAAAAAAA"}}"#,
        #"{"acc":{"id":"1","user":"me","desc":{"public":{"fn":"x"}},"tags":["a","b"]}}"#,
        #"{"sub":{"id":"1","topic":"TOPIC","get":{"what":"desc sub data del tags aux","data":{"limit":3}}}}"#,
        #"{"sub":{"id":"1","topic":"me","get":{"what":"desc sub tags cred","sub":{"ims":"2026-01-01T00:00:00Z"}}}}"#,
        #"{"sub":{"id":"1","topic":"new1","set":{"desc":{"defacs":{"auth":"JRWPS"}},"sub":{"mode":"JRW"},"tags":["t"]}}}"#,
        #"{"sub":{"id":"1","topic":"nch1"}}"#, #"{"sub":{"id":"1","topic":"slf"}}"#,
        #"{"sub":{"id":"1","topic":"usrAAAAAAAAAAE"}}"#, #"{"leave":{"id":"1","topic":"TOPIC","unsub":true}}"#,
        #"{"pub":{"id":"1","topic":"TOPIC","head":{"replace":":1","mime":"text/x-drafty"},"content":{"txt":"x"}}}"#,
        #"{"pub":{"id":"1","topic":"TOPIC","content":"x","noecho":true},"extra":{"key":"k","attachments":["a"]}}"#,
        #"{"pub":{"id":"1","topic":"sys","content":[1,2,3]}}"#,
        #"{"get":{"id":"1","topic":"TOPIC","what":"data","data":{"since":1,"before":9,"ranges":[{"low":1,"hi":3}]}}}"#,
        #"{"get":{"id":"1","topic":"TOPIC","what":"del sub desc","desc":{"ims":"2026-01-01T00:00:00Z"}}}"#,
        #"{"set":{"id":"1","topic":"TOPIC","sub":{"user":"usrAAAAAAAAAAE","mode":"JRWPASDO"}}}"#,
        #"{"set":{"id":"1","topic":"me","desc":{"private":{"a":"\u2421"}},"tags":["x"],"cred":{"meth":"tel","val":"1"}}}"#,
        #"{"del":{"id":"1","topic":"TOPIC","what":"msg","delseq":[{"low":1,"hi":4},{"low":9}],"hard":true}}"#,
        #"{"del":{"id":"1","topic":"TOPIC","what":"sub","user":"usrAAAAAAAAAAE"}}"#,
        #"{"del":{"id":"1","topic":"me","what":"cred","cred":{"meth":"email","val":"a@b"}}}"#,
        #"{"note":{"topic":"TOPIC","what":"read","seq":1}}"#, #"{"note":{"topic":"TOPIC","what":"kp"}}"#,
        #"{"note":{"topic":"TOPIC","what":"data","payload":{"x":1}}}"#,
        #"{"note":{"topic":"TOPIC","what":"call","event":"ringing","seq":1}}"#,
        #"{"note":{"topic":"usrAAAAAAAAAAE","what":"call","event":"hang-up","seq":1,"payload":{"x":1}}}"#,
        #"{"pub":{"id":"1","topic":"TOPIC","head":{"webrtc":"started","mime":"x","aonly":true},"content":"x"}}"#,
    ]
    private static let values = [
        "null", "true", "-1", "0", "9223372036854775807", "9223372036854775808", "1e400", "1.5", "\"\"", "{}", "[]",
        "[[[[[[]]]]]]", "{\"a\":{\"b\":{}}}", "\"\\u0000\"", "\"\\ud83d\\ude00\"", "\"usr\"", "\"grp\"", "\"N\"",
        "\"JRWPASDOXX\"", "\"::\"", "\"\u{202E}\"",
    ]

    /// The next frame.
    ///
    /// Half of them are well-formed JSON with a value that does not belong there.
    mutating func next(topic: String) -> String {
        let frame = Self.frames.randomElement(using: &random) ?? "{}"
        let text = frame.replacing("TOPIC", with: topic)
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: text
        case 1...4: replacingValue(in: text)
        case 5: String(decoding: flippingBytes(of: Array(text.utf8)), as: UTF8.self)
        case 6: String(text.prefix(Int.random(in: 0...text.count, using: &random)))
        default: text + (Self.frames.randomElement(using: &random) ?? "")
        }
    }

    private mutating func replacingValue(in text: String) -> String {
        let places = text.indices.filter { text[$0] == ":" && text[text.index(after: $0)...].first != "/" }
        guard let place = places.randomElement(using: &random) else { return text }
        let start = text.index(after: place)
        let end = text[start...].firstIndex { ",}]".contains($0) } ?? text.endIndex
        return text[..<start] + (Self.values.randomElement(using: &random) ?? "") + text[end...]
    }

    private mutating func flippingBytes(of bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
        }
        return bytes
    }
}
