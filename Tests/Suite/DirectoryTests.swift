import Testing

@testable import Suite

/// Finding whom somebody means.
@Suite struct DirectoryTests {
    private static let bob = "usrBobBobBobBo"
    private static let flowers = "grpFlowersFlow"

    private static func directory() -> Directory {
        var directory = Directory(user: "usrAliceAliceA")
        directory.learn(Conversation(topic: flowers, name: "Let's talk about flowers"))
        directory.learn(Conversation(topic: bob, name: "Bob Smith"))
        directory.learn(person: "usrCarolCarolC", name: "Carol Xmas")
        directory.learn(person: "usrBobbyBobbyB", name: "Bobby Tables")
        directory.learn(person: "usrAliceAliceA", name: "Alice Hatter")
        return directory
    }

    @Test(
        "A name is found in full, by a word, or by its beginning; the better fit wins",
        arguments: [
            ("Bob Smith", bob), ("bob", bob), ("BOBBY", "usrBobbyBobbyB"), ("carol", "usrCarolCarolC"),
            ("let", flowers), ("flow", flowers), ("xm", "usrCarolCarolC"), ("slf", "slf"), ("notes", "slf"),
        ])
    func names(_ typed: String, topic: String) {
        #expect(Self.directory().find(typed) == .topic(topic))
    }

    @Test("An id stands for itself, known or not", arguments: ["usrNobodyKnows", "grpXyzXyzXyz12", "chnXyzXyzXyz12"])
    func ids(_ id: String) {
        #expect(Self.directory().find(id) == .topic(id))
    }

    @Test("A name that fits several is none, and all of them are told")
    func several() {
        let several = ["Bob Smith (usrBobBobBobBo)", "Bobby Tables (usrBobbyBobbyB)"]
        #expect(Self.directory().find("bo") == .several(several))
    }

    @Test("Nobody finds themselves, or what is not there", arguments: ["alice", "zed", "usrShort", "0", "3"])
    func nothing(_ typed: String) {
        #expect(Self.directory().find(typed) == .nothing)
    }

    @Test("A number stands for its place in the list shown last, however things have changed since")
    func numbers() {
        var directory = Self.directory()
        directory.change(Self.bob) { $0.touchedAt = 5 }
        _ = directory.number()
        #expect(directory.find("1") == .topic(Self.bob))
        directory.change(Self.flowers) { $0.touchedAt = 9 }
        #expect(directory.find("1") == .topic(Self.bob))
        directory.number(["usrCarolCarolC"])
        #expect(directory.find("1") == .topic("usrCarolCarolC"))
        #expect(directory.find("2") == .nothing)
    }

    @Test("A name from elsewhere is printed without what a terminal obeys")
    func hostileName() {
        var directory = Self.directory()
        directory.learn(person: "usrEveEveEveEv", name: "Eve\u{1B}[2J\nalice: hi")
        #expect(directory.name(of: "usrEveEveEveEv") == "Eve\u{FFFD}[2J alice: hi")
    }
}
