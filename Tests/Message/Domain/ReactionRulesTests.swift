import Message
import Testing

@Suite("Which reactions there may be")
struct ReactionRulesTests {
    private func rules(_ auxiliary: String, _ allowed: [String] = []) -> ReactionRules {
        var settings = MessageSettings()
        settings.allowedReactions = allowed
        return ReactionRules(settings, auxiliary: Array(auxiliary.utf8))
    }

    @Test(
        "Six of any kind, where nobody says otherwise",
        arguments: ["", "{}", "[1]", #"{"react":7}"#, #"{"react":{}}"#])
    func defaults(auxiliary: String) {
        let found = rules(auxiliary)
        #expect(found.limit == 6)
        #expect(found.allows("👍"))
    }

    @Test(
        "A topic names its own number, which the protocol bounds",
        arguments: [("1", 1), ("8", 8), ("9", 8), ("0", 0), ("-3", 0), ("\"2\"", 6)])
    func limit(written: String, limit: Int) {
        #expect(rules(#"{"react":{"max":\#(written)}}"#).limit == limit)
    }

    @Test("A topic names values, and only among those that the operator allows")
    func values() {
        let own = rules(#"{"react":{"vals":["a","b"]}}"#)
        #expect(own.allows("a") && !own.allows("c"))
        let both = rules(#"{"react":{"vals":["a","b"]}}"#, ["b", "c"])
        #expect(!both.allows("a") && both.allows("b") && !both.allows("c"))
        #expect(rules(#"{"react":{"vals":["a"],"max":3}}"#, ["b"]).limit == 0)
        #expect(!rules("", ["b"]).allows("a"))
    }

    @Test(
        "An emoji or a short word can be a reaction",
        arguments: ["👍", "❤️", "👩🏽‍❤️‍💋‍👨🏾", ":heart:", "e\u{301}", String(repeating: "x", count: 64)])
    func good(text: String) {
        #expect(ReactionRules.isValue(text))
    }

    @Test(
        "Spaces, control characters, nothing and too much cannot",
        arguments: ["", " ", "a b", "a\n", "\u{0}", "\u{7f}", "\u{2028}", String(repeating: "x", count: 65)])
    func bad(text: String) {
        #expect(!ReactionRules.isValue(text))
    }
}
